import { hash } from 'node:crypto'
import type { Schema } from '#src/server/db/schema.ts'
import type { Database } from '#src/server/deps.ts'

/** What stands in the server's database at the end, read without the server's own code. */
export type Final = { logs: readonly FinalLog[]; ratings: readonly FinalRating[]; faults: readonly Wrong[] }

export type FinalLog = Pick<Schema['log'], 'id' | 'device' | 'parent' | 'fork' | 'head'>

/** One row of F. `id` is the tap that it says it is; `sealed` is what stands beside it. */
export type FinalRating = {
  log: string
  n: number
  hash: string
  kind: string
  id: number
  code: string
  counted: boolean
  body: Body
  sealed: Uint8Array | undefined
}

export type Body = {
  q: string
  score: number
  std: string
  all?: number
  reasons?: string
  comment?: [number, string]
  counter: string
  officer: string | null
  rechosen?: string
  ms: [number, number]
  end: string
  ch: string
}

export type Wrong = { kind: string; text: string }

type Rows = {
  logs: readonly Schema['log'][]
  entries: readonly Schema['entry'][]
  holes: readonly Schema['hole'][]
  sealed: ReadonlyMap<string, Uint8Array>
}

export async function readFinal(db: Database): Promise<Final> {
  const comments = await db.selectFrom('sealed').selectAll().execute()
  const rows: Rows = {
    logs: await db.selectFrom('log').selectAll().where('device', 'is not', null).orderBy('id').execute(),
    entries: await db.selectFrom('entry').selectAll().orderBy('log').orderBy('n').execute(),
    holes: await db.selectFrom('hole').selectAll().execute(),
    sealed: new Map(comments.map(({ log, n, sealed }) => [`${log} ${n}`, sealed])),
  }
  const hashes = new Map(rows.entries.map(({ log, n, hash }) => [`${log} ${n}`, String(hash)]))
  for (const { log, to_n, hash } of rows.holes) hashes.set(`${log} ${to_n}`, String(hash))
  const followed = rows.logs.map((log) => follow(rows, hashes, log))
  return {
    logs: rows.logs.map(({ id, device, parent, fork, head }) => ({ id, device, parent, fork, head })),
    ratings: followed.flatMap(({ ratings }) => ratings),
    faults: followed.flatMap(({ faults }) => faults),
  }
}

/** One log from its first entry to its head: numbers, the chain, and the ratings in it. */
function follow(rows: Rows, hashes: ReadonlyMap<string, string>, log: Schema['log']) {
  const faults: Wrong[] = []
  const ratings: FinalRating[] = []
  let n = log.fork
  for (const entry of rows.entries.filter((one) => one.log === log.id)) {
    const holeAt = (from: number) => rows.holes.find((h) => h.log === log.id && h.from_n === from)
    for (let hole = holeAt(n + 1); hole && n < entry.n - 1; hole = holeAt(n + 1)) n = hole.to_n
    if (entry.n !== n + 1) faults.push({ kind: 'numbers', text: `${log.id} lacks ${n + 1}–${entry.n - 1}` })
    n = entry.n
    const line = Buffer.from(entry.line).toString()
    const text = `${log.hashed_as}\n${n}\n${hashBefore(rows, hashes, log, n)}\n${line}`
    if (sha256(text) !== entry.hash) faults.push({ kind: 'chain', text: `${log.id} ${n}` })
    const { kind, body } = JSON.parse(line) as { kind: string; body: Body }
    if (kind !== 'rating' && kind !== 'practice') continue
    const counted = kind === 'rating' && (log.held === 0 || n <= log.folded)
    const sealed = rows.sealed.get(`${log.id} ${n}`)
    const own = { log: log.id, n, hash: String(entry.hash), kind, id: body.ms[0] }
    ratings.push({ ...own, code: codeOf(entry.hash), counted, body, sealed })
  }
  if (n !== log.head) faults.push({ kind: 'numbers', text: `${log.id} ends at ${n}, not ${log.head}` })
  return { faults, ratings }
}

/** What the entry at that number builds on: in its own log, or in the one that this log left. */
function hashBefore(
  rows: Rows,
  hashes: ReadonlyMap<string, string>,
  log: Schema['log'],
  n: number,
): string | undefined {
  if (n === 1) return '0'.repeat(64)
  const own = hashes.get(`${log.id} ${n - 1}`)
  const parent = rows.logs.find(({ id }) => id === log.parent)
  return own ?? (parent && hashBefore(rows, hashes, parent, n))
}

/** The taps that the server has, by their ids. */
export async function tapsStored(db: Database): Promise<Set<number>> {
  const rows = await db.selectFrom('entry').select('line').execute()
  const said = rows.map(({ line }) => JSON.parse(Buffer.from(line).toString()) as { body: Partial<Body> })
  return new Set(said.flatMap(({ body }) => (body.ms ? [body.ms[0]] : [])))
}

const SYMBOLS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** As PRODUCT.md has it: the first 60 bits of `SHA-256('receipt' ‖ entry hash)` in 32 symbols, three groups of four. */
function codeOf(entryHash: string): string {
  const bits = BigInt(`0x${sha256(`receipt${entryHash}`)}`) >> 196n
  const symbols = Array.from({ length: 12 }, (_, i) => SYMBOLS[Number((bits >> BigInt(55 - 5 * i)) & 31n)])
  return [0, 4, 8].map((i) => symbols.slice(i, i + 4).join('')).join('-')
}

function sha256(text: string): string {
  return hash('sha256', text)
}
