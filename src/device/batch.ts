import type { Entry, Link } from '#src/domain/entry.ts'
import {
  batchText,
  formatAuthorization,
  formatBody,
  MAX_LINES,
  type SealedComment,
} from '#src/protocol/log.ts'
import type { Batch } from '#src/protocol/log-schema.ts'
import { type Bytes, sha256Hex, utf8 } from './bytes.ts'
import type { Disk, Done } from './db.ts'
import { sign } from './identity.ts'
import { follow, headOf } from './log.ts'
import { type Head, type Identity, numbers } from './stored.ts'

/**
 * Before compression, bytes: since gzip never makes it much larger, what is sent stays under the wire's 256 KiB, however
 * little sealed comments can be compressed.
 */
const MAX_RAW = 200 * 1024

/** A part of a log, ready to be sent: the same entries always give the same bytes. */
export type Load = { log: string; from: number; end: Head; body: Bytes; oldest: number }

/** `damagedAt`: the first number whose line is not what it was; what stands before it is in the load. */
type Loaded = { load: Load; damagedAt: number | undefined }

/** Reads what follows `after`, as much as one batch takes, and checks each line against its hash. */
export async function loadBatch(
  disk: Disk,
  crypto: Crypto,
  log: string,
  { after, head }: { after: Head; head: Head },
): Promise<Done<Loaded>> {
  const from = after.n + 1
  const range = numbers(log, from, Math.max(from, Math.min(head.n, after.n + MAX_LINES)))
  const read = await disk.read(['entries', 'sealed'], (tx) =>
    Promise.all([tx.objectStore('entries').getAll(range), tx.objectStore('sealed').getAll(range)]),
  )
  if (!read.ok) return read
  const [entries, sealed] = read.value
  const good = await follow(crypto, log, after, entries)
  const fit = fill(good, sealed)
  const end = headOf(fit.links) ?? after
  const expected = Math.min(head.n, after.n + MAX_LINES) - after.n
  return {
    ok: true,
    value: {
      load: {
        log,
        from,
        end,
        body: await gzip(formatBody(fit.links, fit.comments)),
        oldest: fit.links[0] ? (JSON.parse(fit.links[0].line) as Entry).at : 0,
      },
      damagedAt: good.length < expected ? from + good.length : undefined,
    },
  }
}

/** The header by which the device vouches for the bytes. */
export async function signBatch(crypto: Crypto, identity: Identity, load: Load): Promise<string> {
  const { log, from, end, body } = load
  const batch: Omit<Batch, 'sig'> = { log, from, to: end.n, hash: end.hash }
  const text = batchText(batch, await sha256Hex(crypto, body))
  return formatAuthorization({ ...batch, sig: await sign(crypto, identity.keys.privateKey, text) })
}

/** The first links that fit, with their comments; always at least one. */
function fill(
  links: readonly Link[],
  sealed: readonly SealedComment[],
): { links: Link[]; comments: SealedComment[] } {
  const comments = new Map(sealed.map(({ n, sealed: blob }) => [n, { n, sealed: blob }]))
  let room = MAX_RAW
  const fitting = links.findIndex((link, i) => {
    const comment = comments.get(link.n)
    room -= utf8(link.line).length + 1 + (comment ? comment.sealed.length + 20 : 0)
    return room < 0 && i > 0
  })
  const taken = fitting === -1 ? [...links] : links.slice(0, fitting)
  return { links: taken, comments: taken.flatMap((link) => comments.get(link.n) ?? []) }
}

async function gzip(text: string): Promise<Bytes> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}
