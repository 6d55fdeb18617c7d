import type { Link } from '#src/domain/entry.ts'
import type { Batch, TabletState } from './log-schema.ts'

/**
 * `POST /api/v1/log`: a batch of a tablet's log.
 *
 *   Authorization: HaiLong log=<log>, from=<n>, to=<n>, hash=<hash(to)>, sig=<base64url>
 *   HaiLong-Tablet: <JSON, see TabletState>
 *   HaiLong-After: <base64url of a signed receipt>   only where the tablet no longer holds what the server asks for
 *   Content-Encoding: gzip
 *
 * The body is NDJSON: the lines from…to, then for each sealed comment among them `~<n> <base64url>`.
 * With nothing to send `to` is `from − 1` and the body is empty: the exchange then brings only a receipt.
 */
export const MAX_LINES = 500
export const MAX_BODY = 256 * 1024
export const MAX_INFLATED = 2 * 1024 * 1024

/** The text that the tablet signs; `bodyHash` is SHA-256 of the body as sent, 64 hexadecimal digits. */
export function batchText(batch: Omit<Batch, 'sig'>, bodyHash: string): string {
  return `hailong/1\n${batch.log}\n${batch.from}\n${batch.to}\n${batch.hash}\n${bodyHash}`
}

export function formatAuthorization(batch: Batch): string {
  const { log, from, to, hash, sig } = batch
  return `HaiLong log=${log}, from=${from}, to=${to}, hash=${hash}, sig=${sig}`
}

/** By which a receipt names the exchange that it answers: no two have the same. */
export function heardOf({ run, mono }: Pick<TabletState, 'run' | 'mono'>): string {
  return `${run} ${mono}`
}

export type SealedComment = { n: number; sealed: string }

/** The body of a batch before compression. */
export function formatBody(links: readonly Link[], comments: readonly SealedComment[]): string {
  return [...links.map((link) => link.line), ...comments.map((c) => `~${c.n} ${c.sealed}`)].join('\n')
}
