import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '#tests/landed/world.ts'
import { eachDatabase, freshPlace } from '#tests/support/database.ts'
import { LANDED, layDown } from '#tests/support/landed.ts'
import { expectWhole, type LandedOffice, openLanded, startLanded } from '#tests/support/landed-office.ts'

type Answer = { receipt?: { line: string }; config?: { line: string }; device?: string; code?: string }

describe.each(LANDED)('tablets of version $name', (landed) => {
  const scene = (name: string) => landed.requests.filter((request) => request.scene === name)

  test('sent every kind of batch: stored, held, branch, gap, behind a hole, with a comment, with a new config', () => {
    const kinds = new Set(landed.requests.flatMap((request) => kindsOf(request)))
    expect(kinds).toEqual(new Set(['pair', 'stored', 'held', 'branch', 'gap', 'shows a receipt', 'config']))
  })

  eachDatabase((dialect) => {
    test('P6, P11: are understood by this server, and hear what they would have heard', async () => {
      const office = await openLanded(landed, dialect)
      const before = await ratingsIn(office)
      for (const request of scene('ordinary')) await replay(office, request)
      // Three, the one that was open, and one more; what the retired tablet sent is held.
      expect(await ratingsIn(office)).toBe(before + 5)
      await expectWhole(office)
    })

    test('P6, P7: heal this server after a restore, also behind what they no longer hold', async () => {
      const place = await freshPlace(dialect)
      await layDown(landed, dialect, place)
      const first = await startLanded(landed, place)
      await sql`update meta set value = 'restored' where key = 'epoch'`.execute(first.deps.db)
      const office = await startLanded(landed, place)
      const before = await ratingsIn(office)
      for (const request of scene('restored')) await replay(office, request)
      expect(await ratingsIn(office)).toBeGreaterThan(before)
      await expectWhole(office)
    })
  })
})

/** Sends it, batches twice, as one does whose answer was lost; the answer says what that version's server said. */
async function replay(office: LandedOffice, request: Exchange): Promise<void> {
  office.clock.now = request.at
  const then = JSON.parse(request.answer) as Answer
  const isBatch = request.path === '/api/v1/log'
  office.lot.device = then.device // what it sends next is signed with the name that it got then
  for (let times = isBatch ? 2 : 1; times > 0; times -= 1) {
    const response = await send(office, request)
    const now = (await response.json()) as Answer
    const what = `${request.headers.authorization ?? request.path} ${JSON.stringify(now)}`
    expect(response.status, what).toBe(request.status)
    expectCovers(now, times === 1 ? { ...then, config: now.config } : then, what)
    if (then.receipt) {
      const said = (answer: Answer) => JSON.parse(answer.receipt?.line ?? '{}')
      const { config, ...same } = said(then)
      expect(said(now), what).toMatchObject(same)
      expect(said(now).config, what).toBeGreaterThanOrEqual(config)
    }
    if (isBatch) await expectHeard(office, request)
    else expect(now.device).toBe(then.device)
  }
}

function send({ app }: LandedOffice, { path, headers, body }: Exchange): Promise<Response> {
  const bytes = headers['content-encoding'] === 'gzip' ? Buffer.from(body, 'base64') : Buffer.from(body)
  return Promise.resolve(app.request(path, { method: 'POST', headers, body: bytes }))
}

/** The server took the tablet's own words in, its clock above all. */
async function expectHeard({ deps }: LandedOffice, { headers }: Exchange): Promise<void> {
  const device = /log=(\w+)\./.exec(headers.authorization ?? '')?.[1] ?? ''
  const query = deps.db.selectFrom('device').select('state').where('id', '=', device)
  const { state } = await query.executeTakeFirstOrThrow()
  const { run, wall, build } = JSON.parse(headers['hailong-tablet'] ?? '')
  expect(JSON.parse(state ?? 'null')).toMatchObject({ run, wall, build })
}

/** Whatever that version's tablet read is there, and is of the kind that it was: it asks for no more. */
function expectCovers(now: unknown, then: unknown, what: string): void {
  if (typeof then === 'string' && then.startsWith('{')) {
    expectCovers(JSON.parse(String(now)), JSON.parse(then), what)
    return
  }
  expect(kindOf(now), what).toBe(kindOf(then))
  if (typeof then !== 'object' || then === null) return
  for (const [key, part] of Object.entries(then)) {
    if (part !== null && part !== undefined)
      expectCovers((now as Record<string, unknown>)[key], part, `${what}\n.${key}`)
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}

async function ratingsIn({ deps }: LandedOffice): Promise<number> {
  const { rows } = await sql<{ n: number }>`select sum(position) as n from unit`.execute(deps.db)
  return Number(rows[0]?.n)
}

function kindsOf({ path, headers, status, answer }: Exchange): string[] {
  if (path === '/api/v1/pair') return ['pair']
  const { receipt, config } = JSON.parse(answer) as Answer
  const said = JSON.parse(receipt?.line ?? '{}')
  const kind = status === 409 ? 'gap' : status === 202 ? 'held' : said.branch ? 'branch' : 'stored'
  return [kind, ...(config ? ['config'] : []), ...(headers['hailong-after'] ? ['shows a receipt'] : [])]
}
