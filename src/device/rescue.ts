import { partNonce, RESCUE_TYPE, rescueHeader } from '#src/protocol/rescue.ts'
import type { Lost, PartHead, SignedLost } from '#src/protocol/rescue-schema.ts'
import { signedText } from '#src/protocol/signed.ts'
import { signBatch } from './batch.ts'
import { type Bytes, toBase64url, utf8 } from './bytes.ts'
import { configOnDisk } from './config-on-disk.ts'
import { sign } from './identity.ts'
import { claimToBeKnown } from './known-again.ts'
import type { Page } from './page.ts'
import { type Carried, carriedLoads } from './rescue-loads.ts'
import { seal } from './seal.ts'
import { readStanding, type Standing } from './standing.ts'
import type { Identity } from './stored.ts'
import type { Rescue, RescueWatch } from './types.ts'

type World = Pick<Page, 'deps' | 'disk'>
type Sealing = { header: string; key: CryptoKey }

/**
 * Writes all that this tablet holds into a file that it signs and only the server opens: for a tablet that cannot send. It only
 * reads, so it works without a network and on a full disk, and changes nothing: what is carried is still sent later.
 */
export async function makeRescue({ deps, disk }: World, watch: RescueWatch): Promise<Rescue> {
  const standing = await readStanding(disk)
  if (!standing.ok) return standing
  const { identity, logs } = standing.value
  const sealing = await sealingTo({ deps, disk })
  if (!identity || !sealing) return { ok: false, why: 'refused' }
  const file: BlobPart[] = [sealing.header]
  const lost: Lost[] = []
  const total = logs.reduce((sum, { head, first }) => sum + head.n - first + 1, 0)
  const known = await claimToBeKnown({ deps, disk })
  let done = 0
  let n = 0
  for await (const { carried, isLast } of withLast(allLoads({ deps, disk }, standing.value))) {
    if (!carried.ok) return carried
    const { load } = carried.value
    if (carried.value.lost) lost.push(carried.value.lost)
    const head = { ...(known && { known }), ...(await headOf(deps.crypto, identity, carried.value)) }
    file.push(...(await sealPart(deps.crypto, sealing, { n: n++, head, body: load.body, isLast })))
    done += load.end.n - load.from + 1
    watch.onProgress(total === 0 ? 1 : Math.min(1, done / total))
    if (watch.signal.aborted) return { ok: false, why: 'stopped' }
  }
  const count = logs.reduce((sum, { head }) => sum + head.n, 0)
  return {
    ok: true,
    name: `hailong-${identity.device}-${count}.rescue`,
    file: new Blob(file, { type: RESCUE_TYPE }),
    lost,
  }
}

/** A key for this one file, which the header carries sealed as a comment is. */
async function sealingTo({ deps, disk }: World): Promise<Sealing | undefined> {
  const { crypto } = deps
  const config = await configOnDisk(disk)
  if (!config) return undefined
  const { kid, key: serverKey } = config.keys.seal
  const secret = crypto.getRandomValues(new Uint8Array(32))
  const sealed = await seal(crypto, serverKey, JSON.stringify({ rescue: toBase64url(secret) }))
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt'])
  return { header: rescueHeader(kid, sealed), key }
}

/** The oldest generation first, as they would be sent. */
async function* allLoads({ deps, disk }: World, { logs }: Standing) {
  for (const row of logs) yield* carriedLoads({ disk, crypto: deps.crypto }, row)
}

/** Each with whether it is the last: so a file that was cut off is known. */
async function* withLast<T>(all: AsyncIterable<T>): AsyncGenerator<{ carried: T; isLast: boolean }> {
  let held: { carried: T } | undefined
  for await (const carried of all) {
    if (held) yield { ...held, isLast: false }
    held = { carried }
  }
  if (held) yield { ...held, isLast: true }
}

async function headOf(
  crypto: Crypto,
  identity: Identity,
  { load, show, lost }: Carried,
): Promise<Omit<PartHead, 'last'>> {
  return {
    authorization: await signBatch(crypto, identity, load),
    ...(show && { after: toBase64url(utf8(JSON.stringify(show))) }),
    ...(lost && { lost: await signLost(crypto, identity, lost) }),
  }
}

async function signLost(crypto: Crypto, { keys }: Identity, lost: Lost): Promise<SignedLost> {
  const line = JSON.stringify(lost)
  return { line, sig: await sign(crypto, keys.privateKey, signedText('lost', line)) }
}

type Part = { n: number; head: Omit<PartHead, 'last'>; body: Bytes; isLast: boolean }

/** The part with its length before it. */
async function sealPart(crypto: Crypto, { key }: Sealing, { n, head, body, isLast }: Part): Promise<Bytes[]> {
  const line = utf8(`${JSON.stringify({ ...head, ...(isLast && { last: true }) } satisfies PartHead)}\n`)
  const plain = new Uint8Array(await new Blob([line, body]).arrayBuffer())
  const cipher = { name: 'AES-GCM', iv: partNonce(n) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher, key, plain))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, sealed.length)
  return [length, sealed]
}
