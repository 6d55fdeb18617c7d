import { generateKeyPairSync } from 'node:crypto'
import { NO_HASH } from '#src/domain/entry.ts'
import { Config } from '#src/protocol/config.ts'
import { addCounter } from '../counters.ts'
import type { Deps, Trx } from '../deps.ts'
import { addOfficer } from '../officers.ts'
import { beginDevice, offerCode, pairDevice } from '../pairing.ts'
import { Refusal } from '../problems.ts'
import { prepareSetup, setUpUnit } from '../setup.ts'
import { transact } from '../transact.ts'
import { type Acting, changeUnit } from '../units-change.ts'
import { COUNTERS, HEAD, OFFICERS, UNIT } from './commune.ts'
import { pointOf } from './point.ts'
import { begin, newRun, send, type Tablet, write } from './tablet.ts'

export type Secrets = { password: string; staffPin: string }

/** The ids of what was set up, in the order of commune.ts; `sits`: who is at which counter now. */
export type Office = {
  unit: string
  head: string
  officers: readonly string[]
  counters: readonly string[]
  sits: string[]
  tablets: readonly Tablet[]
}

/** Sets up the commune by what the pages and commands call too, and pairs a simulated tablet with each counter. */
export async function setUpOffice(deps: Deps, secrets: Secrets): Promise<Office> {
  const { password, staffPin } = secrets
  const [first, ...counters] = COUNTERS
  const prepared = await prepareSetup(deps, {
    unit: UNIT,
    head: { ...HEAD, password },
    counter: { label: first!.label, name: first!.name },
    officer: OFFICERS[0],
    staffPin,
  })
  const place = await transact(deps, async (trx) => {
    const { unit, head, counter, officer } = made(await setUpUnit(trx, deps, prepared))
    const act: Acting = { trx, deps, unit, by: head }
    const officers = [officer!]
    for (const form of OFFICERS.slice(1)) officers.push(made(await addOfficer(act, form)).id)
    const ids = [counter]
    for (const { label, name, officer } of counters)
      ids.push(made(await addCounter(act, { label, name, officer: officers[officer]! })).id)
    await changeUnit(act, { meet: { room: 'Phòng 101', phone: '' } })
    return { unit, head, officers, counters: ids }
  })
  const tablets: Tablet[] = []
  for (const of of COUNTERS.keys()) tablets.push(await pairTablet(deps, place, of))
  return { ...place, sits: COUNTERS.map(({ officer }) => place.officers[officer]!), tablets }
}

type Place = Pick<Office, 'unit' | 'head' | 'counters'>

async function pairTablet(deps: Deps, { unit, head, counters }: Place, of: number): Promise<Tablet> {
  const counter = counters[of]!
  const inUnit = <T>(act: (acting: Acting) => Promise<T>) =>
    transact(deps, (trx: Trx) => act({ trx, deps, unit, by: head }))
  const { code } = made(await inUnit((act) => offerCode(act, counter)))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = pointOf(privateKey).toString('base64url')
  const { answer } = made(await pairDevice(deps, { code: code.replace('-', '').toLowerCase(), key }, ''))
  made(await inUnit((act) => beginDevice(act, answer.device)))
  const at = deps.now()
  const { version } = Config.parse(JSON.parse(answer.config.line))
  const tablet: Tablet = {
    device: answer.device,
    log: answer.log,
    unit,
    counter,
    key: privateKey,
    ahead: COUNTERS[of]!.ahead,
    n: 0,
    hash: NO_HASH,
    unsent: [],
    comments: [],
    config: version,
    run: newRun(at),
  }
  write(tablet, at, 'genesis', { device: answer.device, key })
  write(tablet, at, 'assigned', { config: version, unit, counter })
  begin(tablet, at)
  await send(deps, tablet)
  return tablet
}

/** Nothing of the demo's own can be refused. */
function made<T>(answer: T | Refusal): T {
  if (answer instanceof Refusal) throw new Error(`The demo could not be set up: ${answer.code}`)
  return answer
}
