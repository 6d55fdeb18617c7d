import {
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  createHash,
  type DecipherGCM,
  randomBytes,
  scryptSync,
} from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Transform, type TransformCallback } from 'node:stream'
import { UnreadableFile } from './unreadable.ts'

/**
 * A file under a passphrase: `HLB1`, the costs of scrypt (log₂ N, r, p), 16 bytes of salt, 16 bytes by which a wrong passphrase is
 * told from a damaged file, then frames of AES-256-GCM, each with its length before it. The nonce is the frame's number and
 * whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so frames cannot be
 * cut off, exchanged or doubled unseen.
 */
const MAGIC = Buffer.from('HLB1')
const COSTS = { logN: 15, r: 8, p: 1 }
const HEADER = MAGIC.length + 3 + 16 + 16
const FRAME = 64 * 1024
const TAG = 16
/** Bytes of the length before a frame. */
const LENGTH = 4

/**
 * Whether a file of that length is such a file, and ends where its last frame does: found with two short reads, as all frames but
 * the last are full. What is cut off shows so, what is altered does not.
 */
export async function looksWhole(file: FileHandle, size: number): Promise<boolean> {
  const frames = size - HEADER
  if (frames <= LENGTH + TAG) return false
  const last = (LENGTH + FRAME + TAG) * Math.floor((frames - 1) / (LENGTH + FRAME + TAG))
  const bytes = Buffer.alloc(MAGIC.length + LENGTH)
  await file.read(bytes, 0, MAGIC.length, 0)
  await file.read(bytes, MAGIC.length, LENGTH, HEADER + last)
  return (
    bytes.subarray(0, MAGIC.length).equals(MAGIC) &&
    bytes.readUInt32BE(MAGIC.length) === frames - last - LENGTH
  )
}

/** Encrypts what flows through. */
export function sealing(passphrase: string): Transform {
  const salt = randomBytes(16)
  const { key, check } = derive(passphrase, salt, COSTS)
  const head = Buffer.concat([MAGIC, Buffer.of(COSTS.logN, COSTS.r, COSTS.p), salt, check])
  return new Framed(FRAME, head, (frame, n, isLast) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(n, isLast))
    const sealed = finish(cipher, frame)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length + TAG)
    return Buffer.concat([length, sealed, cipher.getAuthTag()])
  })
}

/** Decrypts what flows through. Fails with UnreadableFile where anything is not as it was written. */
export function opening(passphrase: string): Transform {
  let key: Buffer | undefined
  let pending = Buffer.alloc(0)
  let n = 0
  const open = (isEnd: boolean): Buffer[] => {
    const out: Buffer[] = []
    if (!key) {
      if (pending.length < HEADER) return out
      key = keyOf(pending.subarray(0, HEADER), passphrase)
      pending = pending.subarray(HEADER)
    }
    for (let length = frameLength(pending); length !== undefined; length = frameLength(pending)) {
      const isLast = isEnd && pending.length === 4 + length
      if (pending.length < 4 + length || (pending.length === 4 + length && !isEnd)) break
      out.push(openFrame(key, pending.subarray(4, 4 + length), n++, isLast))
      pending = pending.subarray(4 + length)
    }
    return out
  }
  return new Transform({
    transform(chunk: Buffer, _, done) {
      pending = Buffer.concat([pending, chunk])
      answer(this, done, () => open(false))
    },
    flush(done) {
      answer(this, done, () => {
        const frames = open(true)
        if (!key || pending.length > 0 || n === 0) throw new UnreadableFile('The file is cut off.')
        return frames
      })
    },
  })
}

function answer(stream: Transform, done: TransformCallback, work: () => Buffer[]): void {
  try {
    for (const part of work()) stream.push(part)
    done()
  } catch (error) {
    done(error as Error)
  }
}

/** Undefined while the length itself is not there yet. */
function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined
  const length = bytes.readUInt32BE()
  if (length < TAG || length > FRAME + TAG) throw new UnreadableFile('The file is damaged.')
  return length
}

function openFrame(key: Buffer, frame: Buffer, n: number, isLast: boolean): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce(n, isLast))
  cipher.setAuthTag(frame.subarray(-TAG))
  try {
    return finish(cipher, frame.subarray(0, -TAG))
  } catch (cause) {
    throw new UnreadableFile('The file is damaged or cut off.', { cause })
  }
}

function keyOf(header: Buffer, passphrase: string): Buffer {
  if (!header.subarray(0, 4).equals(MAGIC)) throw new UnreadableFile('This is no backup of Hài Lòng.')
  const [logN = 0, r = 0, p = 0] = header.subarray(4, 7)
  // What the file asks for is not trusted: it could ask for all memory.
  if (logN > 17 || r > 16 || p > 4 || logN < 1 || r < 1 || p < 1)
    throw new UnreadableFile('The file is damaged.')
  const { key, check } = derive(passphrase, header.subarray(7, 23), { logN, r, p })
  if (!check.equals(header.subarray(23, HEADER)))
    throw new UnreadableFile('The passphrase is not that of this file.')
  return key
}

function derive(passphrase: string, salt: Buffer, { logN, r, p }: typeof COSTS) {
  const N = 2 ** logN
  const bytes = scryptSync(passphrase.normalize('NFC'), salt, 64, { N, r, p, maxmem: 256 * N * r })
  const check = createHash('sha256').update(bytes.subarray(32)).digest().subarray(0, 16)
  return { key: bytes.subarray(0, 32), check }
}

function nonce(n: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(n, 5, 6)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

function finish(cipher: CipherGCM | DecipherGCM, bytes: Buffer): Buffer {
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

type Seal = (frame: Buffer, n: number, isLast: boolean) => Buffer

/** Cuts what flows through into frames; the last one is known only at the end, so one is always held back. */
class Framed extends Transform {
  #parts: Buffer[] = []
  #length = 0
  #n = 0
  readonly #size: number
  readonly #seal: Seal

  constructor(size: number, head: Buffer, seal: Seal) {
    super()
    this.#size = size
    this.#seal = seal
    this.push(head)
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#parts.push(chunk)
    this.#length += chunk.length
    if (this.#length > this.#size) {
      let rest = Buffer.concat(this.#parts)
      for (; rest.length > this.#size; rest = rest.subarray(this.#size)) {
        this.push(this.#seal(rest.subarray(0, this.#size), this.#n++, false))
      }
      this.#parts = [rest]
      this.#length = rest.length
    }
    done()
  }

  override _flush(done: TransformCallback): void {
    this.push(this.#seal(Buffer.concat(this.#parts), this.#n++, true))
    done()
  }
}
