import { MAX_BODY } from '#src/protocol/log.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import { partNonce } from '#src/protocol/rescue.ts'
import { PartHead, RescueKey } from '#src/protocol/rescue-schema.ts'
import type { ServerKeys } from '../deps.ts'
import { readJson } from '../json.ts'
import { openGcm } from '../seal.ts'
import { Reader } from './reader.ts'

/** Longer than any head that a tablet makes: three signed lines. */
const MAX_HEAD = 64 * 1024
const MAX_PART = MAX_HEAD + MAX_BODY
/** Shorter than any signature's header: a file of crumbs must not make the server work. */
const MIN_PART = 200
const MAX_HEADER = 500

/** `damaged`: a part that is not as the tablet wrote it, or the end of a file that was cut off. */
export type Part = { kind: 'batch'; head: PartHead; body: Uint8Array } | { kind: 'damaged' }

type Opened = { ok: true; parts: AsyncGenerator<Part> } | { ok: false; code: ProblemCode }

/**
 * Opens a rescue file (protocol/rescue.ts) as it flows by: at no time is more of it in memory than one part. A part that was
 * damaged does not keep those behind it from being read; a damaged length does, since only that tells where the next part begins.
 * It shows as damage, and the tablet, which still holds all of it, saves a new file.
 */
export async function openRescue(
  seal: ServerKeys['seal'],
  source: AsyncIterable<Uint8Array>,
): Promise<Opened> {
  const reader = new Reader(source)
  const line = (await reader.line(MAX_HEADER)) ?? ''
  const [, version, kid, sealed = ''] = /^hailong-rescue\/([1-9]\d{0,5}) (\S*) ?([\w-]*)/.exec(line) ?? []
  if (!version) return { ok: false, code: 'rescue-unreadable' }
  if (version !== '1') return { ok: false, code: 'rescue-newer' }
  if (kid !== seal.kid) return { ok: false, code: 'rescue-other-server' }
  if (!seal.holds) return { ok: false, code: 'rescue-no-key' }
  const said = readJson(RescueKey, seal.unseal(Buffer.from(sealed, 'base64url')) ?? '')
  if (!said) return { ok: false, code: 'rescue-unreadable' }
  const key = Buffer.from(said.rescue, 'base64url')
  return { ok: true, parts: readParts(reader, key) }
}

async function* readParts(reader: Reader, key: Uint8Array): AsyncGenerator<Part> {
  for (let n = 0; ; n += 1) {
    const length = (await reader.take(4))?.readUInt32BE() ?? 0
    const sealed = length >= MIN_PART && length <= MAX_PART ? await reader.take(length) : undefined
    if (!sealed) return yield { kind: 'damaged' }
    const part = readPart(openGcm(key, partNonce(n), sealed))
    yield part
    if (part.kind === 'batch' && part.head.last) return
  }
}

function readPart(plain: Buffer | undefined): Part {
  const end = plain?.subarray(0, MAX_HEAD).indexOf(0x0a) ?? -1
  const head = plain && end !== -1 ? readJson(PartHead, plain.subarray(0, end).toString('utf8')) : undefined
  return plain && head ? { kind: 'batch', head, body: plain.subarray(end + 1) } : { kind: 'damaged' }
}
