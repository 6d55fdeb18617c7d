import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { Deed } from '#src/domain/kinds.ts'
import type { SessionList } from '#src/protocol/accounts.ts'
import type { DeedKind } from '#src/protocol/deeds.ts'
import { RESCUE_TYPE } from '#src/protocol/rescue.ts'
import { UnitView } from '#src/protocol/session.ts'
import { createApp } from '#src/server/app.ts'
import { type Api, type Ask, cookieOf, type Head, openApi, PASSWORD, setUpHead } from '#tests/support/api.ts'
import { GENERATOR } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { forgeRescue, partOf } from '#tests/support/rescue-forge.ts'
import { makeTablet } from '#tests/support/tablet.ts'

const UNIT = '/api/v1/units/:unit'

/** What no person does: a tablet asks by itself, a citizen is not known, or nothing of a unit is asked for. */
const NO_PERSON: readonly string[] = [
  'POST /api/v1/pair/again',
  'POST /api/v1/pair/known',
  'POST /api/v1/log',
  'POST /api/v1/receipts',
  'POST /api/v1/setup/link',
  'POST /api/v1/pin/link',
  'POST /api/v1/invitation/link',
  'GET /healthz',
  'GET /problems',
  'GET /*',
]

/** By which another one signs in, and what a superior does: invitation.test.ts and tree.test.ts walk them. */
const OTHERS = [
  'POST /api/v1/invitation/password',
  'POST /api/v1/invitation/pin',
  ...['GET', 'POST'].map((method) => `${method} ${UNIT}/below`),
  ...['heads', 'name', 'close', 'place', 'place-codes'].map((end) => `POST ${UNIT}/${end}`),
]

type Answer = { id?: string; code?: string; address?: string; duties?: { id: string }[] }

/**
 * A request as a person makes it, with what the one before was answered. `does`: what the unit's log then says that they did; nothing
 * where they only look at what names no rating. `by`: null where who did it is not known.
 */
type Step = {
  route: string
  does: readonly DeedKind[]
  id?: string | ((last: Answer) => string | undefined)
  query?: string
  ask?: Ask | ((last: Answer) => Ask)
  by?: null
}

type Held = { device: string; log: string; from: number; to: number }
type Made = {
  practising: string
  held: Held
  other: string
  session: string
  rescue: Uint8Array<ArrayBuffer>
}

const form = (body: object): { ask: Ask } => ({ ask: { body } })
const lastId = { id: ({ id }: Answer) => id }

/** Once through all that people do. */
function walk(
  { account, counter, officer }: Head,
  { practising, held, other, session, rescue }: Made,
): Step[] {
  const own = '/api/v1/account'
  const newcomer = { id: null, name: 'Lê Văn Dũng', title: '', field: '', initials: 'LD' }
  const deputy = { role: 'deputy', name: 'Lê Bình', user: 'le.binh', password: 'một câu dài để đăng nhập' }
  return [
    { route: `GET ${UNIT}`, does: [] },
    { route: `POST ${UNIT}/staff-pin`, does: ['staff-pin-set'], ...form({ pin: '135790' }) },
    { route: `PATCH ${UNIT}`, does: ['unit-changed'], ...form({ place: 'Nơi khác' }) },
    {
      route: `POST ${UNIT}/counters`,
      does: ['counter-added'],
      ...form({ label: '9', name: '', officer: null }),
    },
    {
      route: `PATCH ${UNIT}/counters/:id`,
      id: counter,
      does: ['counter-changed'],
      ...form({ closed: true }),
    },
    { route: `POST ${UNIT}/officers`, does: ['officer-added'], ...form({ name: 'Lê Văn An', title: '' }) },
    {
      route: `PATCH ${UNIT}/officers/:id`,
      id: officer,
      does: ['officer-changed'],
      ...form({ title: 'Văn thư' }),
    },
    { route: `GET ${UNIT}/officers`, query: '?format=csv', does: ['roster-exported'] },
    { route: `POST ${UNIT}/officers/import`, does: ['roster-added'], ...form({ officers: [newcomer] }) },
    {
      route: `POST ${UNIT}/officers/:id/leave`,
      id: officer,
      does: ['officer-left'],
      ...form({ last: '2026-11-30' }),
    },
    {
      route: `POST ${UNIT}/officers/:id/return`,
      id: officer,
      does: ['officer-returned'],
      ...form({ back: '2026-12-15' }),
    },
    { route: `POST ${UNIT}/officers/:id/pin`, id: officer, does: ['pin-offered'] },
    {
      route: 'POST /api/v1/pin',
      does: ['pin-set'],
      by: null,
      ask: ({ address }) => ({ body: { token: address?.split('=')[1], pin: '493817' } }),
    },
    { route: `POST ${UNIT}/officers/:id/pin/unlock`, id: officer, does: [] },
    { route: `POST ${UNIT}/officers/:id/pin/withdraw`, id: officer, does: ['pin-withdrawn'] },
    { route: `POST ${UNIT}/officers/:id/pin/withdraw`, id: officer, does: [] },
    { route: `POST ${UNIT}/pairing-codes`, does: ['code-offered'], ...form({ counter }) },
    {
      route: 'POST /api/v1/pair',
      does: ['device-paired', 'device-key'],
      by: null,
      ask: ({ code }) => ({ body: { code, key: GENERATOR } }),
    },
    { route: `POST ${UNIT}/devices/:id/begin`, id: practising, does: ['device-begun'] },
    {
      route: `POST ${UNIT}/devices/:id/move`,
      id: practising,
      does: ['device-moved'],
      ...form({ counter: other }),
    },
    {
      route: `POST ${UNIT}/devices/:id/held`,
      id: held.device,
      does: ['held-counted'],
      ...form({ log: held.log, from: held.from, to: held.from, as: 'count' }),
    },
    {
      route: `POST ${UNIT}/devices/:id/held`,
      id: held.device,
      does: ['held-left'],
      ...form({ log: held.log, from: held.from + 1, to: held.to, as: 'leave' }),
    },
    { route: `POST ${UNIT}/devices/:id/call`, id: practising, does: ['device-called'] },
    { route: `POST ${UNIT}/devices/:id/retire`, id: practising, does: ['device-retired'] },
    { route: `GET ${UNIT}/summary`, does: [] },
    { route: `GET ${UNIT}/summary`, query: '?format=csv', does: ['summary-exported'] },
    { route: `GET ${UNIT}/ratings`, does: ['rows-opened'] },
    { route: `GET ${UNIT}/ratings`, query: '?format=csv', does: ['rows-opened'] },
    { route: `GET ${UNIT}/ratings`, query: '?format=ndjson', does: ['rows-opened'] },
    { route: `GET ${UNIT}/feedback`, does: ['feedback-opened'] },
    { route: `PATCH ${UNIT}`, does: ['unit-changed'], ...form({ urgent: [account] }) },
    { route: `GET ${UNIT}/urgent`, does: ['urgent-opened'] },
    { route: `GET ${UNIT}/duties`, query: '?day=2026-11-23', does: [] },
    { route: `POST ${UNIT}/duties/:id/keep`, id: ({ duties }) => duties?.[0]?.id, does: ['duty-kept'] },
    {
      route: `POST ${UNIT}/duties/:id/correct`,
      ...lastId,
      does: ['duty-corrected'],
      ...form({ officer: null, why: 'not-me' }),
    },
    { route: `GET ${UNIT}/closings`, does: [] },
    { route: `GET ${UNIT}/closings`, query: '?format=lines', does: ['proofs-exported'] },
    { route: `GET ${UNIT}/deeds`, does: [] },
    { route: `GET ${UNIT}/deeds/export`, query: '?format=lines', does: ['deeds-exported'] },
    { route: `GET ${UNIT}/deeds/export`, query: '?format=csv', does: ['deeds-exported'] },
    {
      route: `POST ${UNIT}/rescue`,
      does: ['rescue-imported'],
      ask: { raw: rescue, headers: { 'Content-Type': RESCUE_TYPE } },
    },
    { route: `GET ${UNIT}/tokens`, does: [] },
    {
      route: `POST ${UNIT}/tokens`,
      does: ['token-made'],
      ...form({ name: 'Bảng tính', reads: ['summary'], last: '2026-12-31' }),
    },
    { route: `POST ${UNIT}/tokens/:id/revoke`, ...lastId, does: ['token-revoked'] },
    { route: `GET ${UNIT}/accounts`, does: [] },
    { route: `POST ${UNIT}/accounts`, does: ['account-added'], ...form(deputy) },
    {
      route: `PATCH ${UNIT}/accounts/:id`,
      ...lastId,
      does: ['account-changed'],
      ...form({ name: 'Lê Thị Bình' }),
    },
    { route: `PATCH ${UNIT}/accounts/:id`, ...lastId, does: ['account-ended'], ...form({ ended: true }) },
    {
      route: `PATCH ${UNIT}/accounts/:id`,
      id: account,
      does: ['account-changed'],
      ...form({ officer }),
    },
    { route: 'GET /api/v1/own/figures', does: [] },
    { route: `GET ${UNIT}/machine`, does: [] },
    { route: `GET ${UNIT}/closed`, does: [] },
    { route: `GET ${UNIT}/former`, does: [] },
    { route: `POST ${UNIT}/accounts`, does: ['account-added'], ...form({ ...deputy, user: 'le.mai' }) },
    { route: `POST ${UNIT}/accounts/:id/invitation`, ...lastId, does: ['account-invited'] },
    { route: `GET ${own}/sessions`, does: [] },
    { route: `DELETE ${own}/sessions/:session`, id: session, does: ['session-ended'] },
    { route: `DELETE ${own}/sessions/:session`, id: session, does: [] },
    { route: `POST ${own}/password`, does: ['password-set'], ...form({ password: PASSWORD, next: NEXT }) },
    { route: 'GET /api/v1/session', does: [] },
    { route: 'DELETE /api/v1/session', does: ['signed-out'] },
    { route: 'DELETE /api/v1/session', does: [] },
    { route: 'POST /api/v1/session', does: ['signed-in'], ...form({ user: 'tran.nam', password: NEXT }) },
  ]
}

const NEXT = 'một câu khác để đăng nhập'
const NOTHING: Made = {
  practising: '',
  held: { device: '', log: '', from: 1, to: 2 },
  other: '',
  session: '',
  rescue: new Uint8Array(),
}

test('every route is walked here, or is none that a person asks', () => {
  const app = createApp({ publicUrl: 'http://localhost' } as Api['deps'])
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  const walked = walk({} as Head, NOTHING).map(({ route }) => route)
  expect(new Set([...walked, ...NO_PERSON, ...OTHERS, 'POST /api/v1/setup'])).toEqual(new Set(routes))
})

eachDatabase((_, open) => {
  test('everything that a person does, opens or takes away is an entry of the unit’s log: who and what', {
    timeout: 120_000,
  }, async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    expect((await deedsOf(api, head)).map(({ deed }) => deed)).toEqual([
      'set-up',
      'officer-added',
      'counter-added',
    ])
    const steps = walk(head, await furnished(api, head))
    let cookie = head.cookie
    let last: Answer = {}
    for (const { route, does, id, query = '', ask = {}, by = head.account } of steps) {
      const before = (await deedsOf(api, head)).length
      const [method = '', path = ''] = route.split(' ')
      const named = typeof id === 'function' ? id(last) : id
      const to = path.replace(':unit', head.unit).replace(/:(id|session)/, named ?? '') + query
      const response = await api.ask(method, to, { cookie, ...(typeof ask === 'function' ? ask(last) : ask) })
      expect(response.status, `${route}: ${await response.clone().text()}`).toBe(200)
      const told = (await deedsOf(api, head)).slice(before)
      expect(
        told.map((said) => [said.deed, said.by]),
        `${method} ${to}`,
      ).toEqual(does.map((deed) => [deed, by]))
      if (/^__Host-session=/.test(cookieOf(response))) cookie = cookieOf(response)
      last = response.headers.get('Content-Type')?.includes('json') ? await answerOf(response) : {}
    }
  })
})

/** Ratings that were released and some that are held apart, a tablet in practice and a counter that it may be moved to, another session of the head's, and a file of what no tablet sent. */
async function furnished(api: Api, head: Head): Promise<Made> {
  await api.ask('POST', '/api/v1/session', { body: { user: 'tran.nam', password: PASSWORD } })
  await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
  const { sessions } = (await (
    await api.ask('GET', '/api/v1/account/sessions', { cookie: head.cookie })
  ).json()) as SessionList
  const tablet = await pairTablet(api, head)
  tablet.rate(...Array.from({ length: 5 }, () => ({ score: 1 as const, reasons: ['voi_vinh' as const] })))
  tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'start' })
  tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'end' })
  tablet.write('objection', { officer: head.officer, n: 9, why: 'not-me' })
  await tablet.sendOk()
  const { device: practising } = await pairTablet(api, head, { practice: true })
  await api.passTo(instantOf('2026-11-23', 19))
  const { id: other } = await head.post<{ id: string }>('/counters', { label: '7', name: '', officer: null })
  const lost = await makeTablet(api.deps, { id: 'tabet222', unit: head.unit, counter: head.counter })
  lost.rate({ score: 4 })
  const rescue = Buffer.concat(forgeRescue(api.deps.keys.seal, [partOf(lost.post(), { last: true })]))
  const held = await heldOf(api, head)
  return { practising, held, other, session: sessions.find(({ current }) => !current)?.id ?? '', rescue }
}

/** Two ratings that a tablet sent after it was retired. */
async function heldOf(api: Api, head: Head): Promise<Held> {
  const gone = await pairTablet(api, head)
  await head.post(`/devices/${gone.device}/retire`)
  gone.rate({ score: 4 }, { score: 5 })
  await gone.send()
  const { devices } = UnitView.parse(await head.get(''))
  const { log, from, to } = devices.find(({ id }) => id === gone.device)!.faults[0]!
  return { device: gone.device, log: log!, from, to }
}

async function deedsOf({ deps }: Api, { unit }: Head): Promise<Deed[]> {
  const entries = deps.db.selectFrom('entry').select('line').where('log', '=', `${unit}.1`).orderBy('n')
  const said = (await entries.execute()).map(({ line }) => JSON.parse(Buffer.from(line).toString()))
  return said.filter(({ kind }) => kind === 'deed').map(({ body }) => Deed.parse(body))
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return text.startsWith('{') && !text.trimEnd().includes('\n') ? (JSON.parse(text) as Answer) : {}
}
