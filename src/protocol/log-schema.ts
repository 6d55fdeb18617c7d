import * as z from 'zod/mini'
import { Hash } from '#src/domain/entry-schema.ts'
import { LogId } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import type { SealedComment } from './log.ts'
import { Signed } from './signed-schema.ts'

/** Plain digits: `0x1`, `1e3` and an empty text are other ways to write a number, and another signature. */
const Digits = z.pipe(z.pipe(z.string().check(z.regex(/^(0|[1-9]\d{0,15})$/)), z.transform(Number)), z.int())

export const Batch = z.object({
  log: LogId,
  from: Digits.check(z.minimum(1)),
  to: Digits,
  hash: Hash,
  sig: z.string().check(z.regex(/^[\w-]{86}$/)),
})
export type Batch = z.infer<typeof Batch>

/** The batch that the header announces, or undefined where it announces none. */
export function parseAuthorization(header: string): Batch | undefined {
  if (!header.startsWith('HaiLong ')) return undefined
  const pairs = header.slice('HaiLong '.length).split(', ')
  return Batch.safeParse(Object.fromEntries(pairs.map((pair) => pair.split('=', 2)))).data
}

/** What a tablet says of itself at each exchange. Times are ms, storage MiB. Nothing of it is in a log or a figure. */
export const TabletState = z.object({
  run: z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/)),
  wall: z.int(),
  mono: z.int(),
  pending: z.int().check(z.minimum(0)),
  /** Wall time of the oldest entry without a receipt, 0 for none. */
  oldest: z.int(),
  used: z.int(),
  quota: z.int(),
  persisted: z.boolean(),
  build: z.string().check(atMost(20)),
  config: z.int(),
  /**
   * The page's service worker: its state in the browser's words, or `none`; whether it serves this page, and whether an
   * update waits. Absent: an older tablet, or one that does not know yet.
   */
  worker: z.optional(
    z.object({
      state: z.literal(['none', 'parsed', 'installing', 'installed', 'activating', 'activated', 'redundant']),
      serves: z.boolean(),
      update: z.boolean(),
    }),
  ),
  /** Why the last write to its storage failed, so that nothing can be recorded. Absent: it did not. */
  failing: z.optional(z.literal(['full', 'refused', 'timeout', 'second-writer', 'newer'])),
})
export type TabletState = z.infer<typeof TabletState>

/** Lines and sealed comments of a body, or undefined where it is not one. */
export function parseBody(body: string): { lines: string[]; comments: SealedComment[] } | undefined {
  const all = body === '' ? [] : body.split('\n')
  const first = all.findIndex((line) => line.startsWith('~'))
  const lines = first === -1 ? all : all.slice(0, first)
  const comments: SealedComment[] = []
  for (const line of first === -1 ? [] : all.slice(first)) {
    const match = /^~([1-9][0-9]{0,15}) ([\w-]{1,8000})$/.exec(line)
    if (!match) return undefined
    comments.push({ n: Number(match[1]), sealed: match[2]! })
  }
  return { lines, comments }
}

/**
 * What the server has: up to number `n` of that log, whose entry has that hash. Only a receipt moves a tablet's cursor.
 * `branch`: the tablet's log and the server's differ; what was sent is kept under that name, and the tablet goes on with
 * its next generation. `held`: the tablet is retired; what was sent is kept apart for the head. `has`: the server has more of
 * this log than the batch; of what was sent it has all, up to that number. `heard`: the run and monotonic time that came with the batch, so
 * that the tablet tells an answer to it from one that somebody kept. Absent: an older server, or nothing came with it.
 */
export const Receipt = z.object({
  log: LogId,
  n: z.int(),
  hash: Hash,
  epoch: z.string(),
  config: z.int(),
  at: z.int(),
  branch: z.optional(z.string()),
  held: z.optional(z.literal(true)),
  has: z.optional(z.object({ n: z.int(), hash: Hash })),
  heard: z.optional(z.string()),
})
export type Receipt = z.infer<typeof Receipt>

/**
 * The answer: 200 stored, 202 held, 409 with the problem `gap` (the server stands where the receipt says and needs the
 * next number). `config` comes along when the tablet's is another.
 */
export const LogAnswer = z.object({
  receipt: Signed,
  config: z.optional(Signed),
})
export type LogAnswer = z.infer<typeof LogAnswer>
