import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { MAX_LINE } from '#src/domain/entry.ts'
import { type AnyEntry, readLine } from '#src/domain/entry-schema.ts'
import { MAX_BODY, MAX_INFLATED, MAX_LINES } from '#src/protocol/log.ts'
import { type Batch, parseBody } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'

/** What a batch carries: the lines from…to, each an entry, and sealed comments by number. */
export type Content = {
  lines: readonly string[]
  entries: readonly AnyEntry[]
  sealed: ReadonlyMap<number, Uint8Array>
}

type Read = { ok: true; content: Content } | { ok: false; code: ProblemCode }

const refused = (code: ProblemCode) => ({ ok: false, code }) as const

/** The content of a body as it was sent, or why there is none. Nothing of a bomb beyond the cap is ever inflated. */
export async function readBody(batch: Batch, encoding: string | null, body: Uint8Array): Promise<Read> {
  if (body.length > MAX_BODY || batch.to - batch.from + 1 > MAX_LINES) return refused('too-large')
  const plain = await inflate(encoding, body)
  if (typeof plain === 'string') return refused(plain)
  const text = decode(plain)
  const parts = text === undefined ? undefined : parseBody(text)
  if (!parts || parts.lines.length !== batch.to - batch.from + 1) return refused('malformed')
  const entries: AnyEntry[] = []
  for (const line of parts.lines) {
    const entry = line.length <= MAX_LINE ? readLine(line) : undefined
    if (!entry) return refused('malformed')
    entries.push(entry)
  }
  if (parts.comments.some(({ n }) => n < batch.from || n > batch.to)) return refused('malformed')
  const sealed = new Map(parts.comments.map((c) => [c.n, Buffer.from(c.sealed, 'base64url')]))
  return { ok: true, content: { lines: parts.lines, entries, sealed } }
}

async function inflate(encoding: string | null, body: Uint8Array): Promise<Uint8Array | ProblemCode> {
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case '':
    case 'identity':
      return body
    case 'gzip':
      return unzip(body)
    default:
      return 'unsupported-encoding'
  }
}

const gunzipped = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)

async function unzip(body: Uint8Array): Promise<Uint8Array | ProblemCode> {
  try {
    return await gunzipped(body, { maxOutputLength: MAX_INFLATED })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large'
    if (code.startsWith('Z_')) return 'malformed'
    throw error
  }
}

/** The text, or undefined where the bytes are not UTF-8: what is stored must be what was hashed. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
