import { addDays, type Day } from '#src/domain/calendar.ts'
import type { Deps } from '../deps.ts'
import { offerCode } from '../pairing.ts'
import { Refusal } from '../problems.ts'
import { transact } from '../transact.ts'
import { lockUnit } from '../unit.ts'
import { COUNTERS, HEAD, OFFLINE, STUFFED, UNIT, WEAK } from './commune.ts'
import type { Demo } from './folder.ts'
import { storiesOf } from './stories.ts'

/** What a newcomer needs: how to sign in, a fresh pairing code, and where which story is. */
export async function greet(deps: Deps, demo: Demo): Promise<string> {
  const { code, address } = await pairingCode(deps, demo)
  const rows = [
    ['Sign in:', `${HEAD.user}   password ${demo.password}`],
    ['Pair a tablet:', `${code} (ten minutes, one use): ${address}`],
    ['Staff PIN:', `${demo.staffPin} (two seconds on the lotus)`],
  ].map(([name = '', what = '']) => `  ${name.padEnd(16)}${what}`)
  return `  ${UNIT.name}: nobody and nothing here is real.\n\n${rows.join('\n')}\n\n${look(deps, demo)}\n`
}

/** Days are Vietnam's; each address can be opened as it stands once somebody is signed in. */
function look({ publicUrl }: Deps, { end, days }: Demo): string {
  const stories = storiesOf(end)
  const first = addDays(end, 1 - days)
  const week = (day: Day) => `/?ky=tuan&ngay=${day}`
  const label = (of: number) => COUNTERS[of]?.label
  const stops: [Day, string, string][] = [
    [
      first,
      `/?ngay=${end}`,
      `the month of the last day: figures by counter, of which ${label(WEAK)} is weak, and by day (dates in 3 and 8: market)`,
    ],
    [first, `/?ky=quy&ngay=${end}`, `the quarter`],
    [
      stories.slow[0]!,
      week(stories.slow[0]!),
      'a week in which the system stood still and people waited: the share falls',
    ],
    [
      stories.offline[0]!,
      week(stories.offline[0]!),
      `counter ${label(OFFLINE)}'s tablet had no network for four days: nothing is missing, all came on the fifth`,
    ],
    [
      stories.stuffed,
      `/?ky=ngay&ngay=${stories.stuffed}`,
      `a stuffing attempt: the best face 34 times in twelve minutes at counter ${label(STUFFED)} (counted; not flagged yet)`,
    ],
    [first, '/gop-y', 'reasons and comments, in groups of five and more'],
    [first, '/may-tinh-bang', 'six simulated tablets, which go on speaking; yours comes below them'],
  ]
  const shown = stops.filter(([day]) => day >= first)
  return [
    '  What to look at:',
    ...shown.map(([, path, what]) => `    ${publicUrl}${path}\n      ${what}`),
  ].join('\n')
}

async function pairingCode(deps: Deps, { unit, counters }: Demo): Promise<{ code: string; address: string }> {
  const offer = await transact(deps, async (trx) => {
    await lockUnit(trx, deps, unit)
    return offerCode({ deps, trx, unit, by: null }, counters[0]!)
  })
  if (offer instanceof Refusal) throw new Error(`No pairing code could be made: ${offer.code}`)
  return offer
}
