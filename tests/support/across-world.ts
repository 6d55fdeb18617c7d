import type { Role } from '#src/domain/access.ts'
import { instantOf } from '#src/domain/calendar.ts'
import { ownTables } from '#src/server/backup/tables.ts'
import { sha256 } from '#src/server/signature.ts'
import type { Things, Who } from './across-attempts.ts'
import { type Api, type Head, openApi, setUpAnother, setUpHead } from './api.ts'
import { allRoles } from './api-people.ts'
import { pairTablet, sealed } from './api-tablet.ts'
import { tokenFor } from './api-token.ts'
import type { Open } from './database.ts'
import { staySignedIn } from './figures-office.ts'

/** In every text that the other unit has: its people's names, its citizens' words. */
export const MARK = 'zqxmark'

export type World = {
  api: Api
  own: Things
  theirs: Things
  /** Things of nobody, of the same form. */
  nobodys: Things
  /** By what each asks who tries, all of them people and tokens of one's own unit. */
  headers: Readonly<Record<Who, Record<string, string>>>
  other: Head
}

/** One unit, whose people and tokens try, and another below the same one, which has all that there is to be read. */
export async function twoUnits(open: Open): Promise<World> {
  const api = await openApi(open)
  const above = await setUpHead(api)
  const head = await setUpAnother(api, 'le.hai', above.unit)
  const other = await setUpAnother(api, `${MARK}.hoa`, above.unit)
  await staySignedIn(api)
  const cookies = await allRoles(api, head)
  await allRoles(api, other, MARK)
  const own = { ...(await thingsOf(api, head)), device: (await pairTablet(api, head)).device }
  const theirs = { ...(await thingsOf(api, other)), device: await rated(api, other) }
  await staySignedIn(api)
  const secrets = {
    summary: (await tokenFor(head, ['summary'])).secret,
    ratings: (await tokenFor(head, ['ratings'])).secret,
    both: (await tokenFor(head, ['summary', 'ratings'])).secret,
  }
  const cookie = (role: Role) => ({ Cookie: cookies[role] })
  const bearer = (of: keyof typeof secrets) => ({ Authorization: `Bearer ${secrets[of]}` })
  return {
    api,
    other,
    own: { ...own, log: `${own.device}.1` },
    theirs: { ...theirs, log: `${theirs.device}.1` },
    nobodys: {
      ...{ account: 'zzzzzz', counter: 'zzzzzz', officer: 'zzzzzz', token: 'zzzzzz', unit: 'zzzzzz' },
      ...{ device: 'zzzzzzzz', log: 'zzzzzzzz.1', session: '1'.repeat(64), cursor: cursorOf(api, 'zzzzzz') },
    },
    headers: {
      head: cookie('head'),
      deputy: cookie('deputy'),
      auditor: cookie('auditor'),
      superior: cookie('superior'),
      officer: cookie('officer'),
      operator: cookie('operator'),
      'token of summary': bearer('summary'),
      'token of ratings': bearer('ratings'),
      'token of both': bearer('both'),
      'token and head': { ...bearer('both'), ...cookie('head') },
      stranger: {},
    },
  }
}

async function thingsOf(api: Api, head: Head): Promise<Omit<Things, 'device' | 'log'>> {
  const { account, unit, counter, officer, cookie } = head
  const { id: token } = await tokenFor(head, ['summary', 'ratings'])
  const session = sha256(cookie.split('=')[1] ?? '')
  return { account, unit, counter, officer, token, session, cursor: cursorOf(api, unit) }
}

/** From the very first row. */
function cursorOf({ deps }: Api, unit: string): string {
  return Buffer.from(JSON.stringify(['rows', deps.epoch, unit, 0, 0])).toString('base64url')
}

/** Names all that the unit has after the mark, lets citizens say it too, and closes days over it. Answers the tablet. */
async function rated(api: Api, head: Head): Promise<string> {
  await head.patch('', { name: `Xã ${MARK}`, place: MARK, meet: { room: MARK, phone: '0123' } })
  await head.patch('', { urgent: [head.account] })
  await head.patch(`/counters/${head.counter}`, { name: MARK })
  await head.patch(`/officers/${head.officer}`, { name: `Hoa ${MARK}`, title: MARK })
  await head.patch(`/accounts/${head.account}`, { name: `Nam ${MARK}` })
  await tokenFor(head, ['ratings'], `Bảng ${MARK}`)
  const tablet = await pairTablet(api, head)
  const comment = await sealed(api.deps.keys.seal.key, `xin ${MARK} cảm ơn`)
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
    for (let i = 0; i < 7; i += 1)
      tablet.rate({ score: 2, reasons: ['keo_dai', 'voi_vinh'], comment, with: { ch: `${MARK}${i}` } })
    await tablet.sendOk()
    await api.passTo(instantOf(day, 19))
  }
  await head.post('/pairing-codes', { counter: head.counter })
  return tablet.device
}

/** Every row of every table that names one of those things, as text: to see that nothing of them was touched, or written elsewhere. */
export async function rowsNaming({ db, dialect }: Api['deps'], things: Things): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await ownTables(db, dialect)) {
    const rows = await db
      .selectFrom(name as 'unit')
      .selectAll()
      .execute()
    found.push(...rows.map((row) => `${name} ${rowText(row)}`).filter((row) => isNamed(row, things)))
  }
  return found.sort()
}

function rowText(row: object): string {
  return JSON.stringify(row, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  )
}

/** Whether one of those ids is said there as a word of its own: within a hash it is chance. */
export function isNamed(text: string, things: Things): boolean {
  return new RegExp(`(?<![\\w-])(${Object.values(things).join('|')})(?![\\w-])`).test(text)
}
