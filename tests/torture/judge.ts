import { type Config, readConfig } from '#src/server/config.ts'
import { openExisting } from '#src/server/db/open.ts'
import { openDeps } from '#src/server/main-deps.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { sentence } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type FinalRating, readFinal } from '#tests/simulate/stored.ts'
import type { Place } from '#tests/support/server.ts'
import type { Office, Stand } from './office.ts'

/** What stands outside the system: who was thanked with which code, and which taps there were, where they have numbers. */
type Known = {
  thanked: Iterable<{ code: string; score: number }>
  tapped?: ReadonlySet<number>
  /** Losses that were planted: verify names branches and holes, and no others. */
  planted?: boolean
}

export type Judgement = { wrong: string[]; ratings: readonly FinalRating[] }

/**
 * What is wrong with an office whose tablets have come to rest and whose server has stopped: C ∖ F, F ∖ T, what stands
 * twice, what the chains say, verify, and figures that a rebuild changes. The database is read without the server's own code.
 */
export async function judge({ env }: Place, { thanked, tapped, planted = false }: Known): Promise<Judgement> {
  const deps = await openDeps(configOf(env))
  const { ratings, faults } = await readFinal(deps.db)
  const wrong = faults.map(({ kind, text }) => `${kind}: ${text}`)
  const scores = new Map(ratings.map(({ code, body }) => [code, body.score]))
  if (scores.size !== ratings.length) wrong.push(`P2: ${ratings.length - scores.size} codes stand twice`)
  for (const { code, score } of thanked)
    if (scores.get(code) !== score) wrong.push(`P1: thanked ${code} is not there`)
  if (tapped) {
    const ids = ratings.map(({ id }) => id)
    if (new Set(ids).size !== ids.length) wrong.push(`P2: ${ids.length - new Set(ids).size} taps stand twice`)
    for (const id of ids) if (!tapped.has(id)) wrong.push(`P3: nobody tapped ${id}`)
  }
  const found = await verify(deps.db, { keys: deps.keys })
  const unplanted = found.faults.filter(({ kind }) => !planted || (kind !== 'branch' && kind !== 'hole'))
  wrong.push(...unplanted.map((fault) => `P4: verify: ${sentence(fault).en}`))
  const { changed } = await rebuild(deps)
  if (changed > 0) wrong.push(`P8: a rebuild changes ${changed} rows`)
  await deps.db.destroy()
  return { wrong, ratings }
}

/** Ends an office's server in order, judges it by what its tablets know, and lets them go. */
export async function judgeOffice(office: Office, planted = false): Promise<string[]> {
  const { server, stands, place } = office
  await server.stop()
  for (const { device } of stands) device.kill()
  const thanked = stands.flatMap((stand) => [...stand.thanked.values()])
  const tapped = new Set(stands.flatMap((stand) => [...stand.tapped]))
  return (await judge(place, { thanked, tapped, planted })).wrong
}

/** The sky is clear, and every tablet comes to have nothing to send. Answers which did not. */
export async function settle(stands: readonly Stand[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { tablet, id } of stands) {
    for (let tries = 0; tries < 8 && (await tablet.health()).pending > 0; tries += 1) await tablet.syncNow()
    const { pending, lastTry } = await tablet.health()
    if (pending > 0) wrong.push(`P6: tablet ${id} still owes ${pending} (${lastTry?.outcome})`)
  }
  return wrong
}

/** Where the tablets' logs end on the server, read beside it. */
export async function headsOf(place: Place): Promise<Map<string, number>> {
  const { look, end } = await watchHeads(place)
  const heads = await look()
  await end()
  return heads
}

/** The same as often as one looks. Who holds it open while a server starts keeps SQLite from making good what a kill left. */
export async function watchHeads({ env }: Place) {
  const { db } = await openExisting(configOf(env).databaseUrl)
  const logs = db.selectFrom('log').select(['id', 'head']).where('device', 'is not', null)
  const look = async () => new Map((await logs.execute()).map(({ id, head }) => [id, head]))
  return { look, end: () => db.destroy() }
}

/** A receipt is a promise: what a tablet takes for received is on the server. Answers for which it is not. */
export async function brokenReceipts({ place, stands }: Office): Promise<string[]> {
  const heads = await headsOf(place)
  const wrong: string[] = []
  for (const { tablet } of stands) {
    const { log, entries, pending } = await tablet.health()
    const head = heads.get(log) ?? 0
    if (entries - pending > head) wrong.push(`P6: ${log} takes ${entries - pending} for received of ${head}`)
  }
  return wrong
}

function configOf(env: Place['env']): Config {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  return read.config
}
