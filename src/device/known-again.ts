import type { SignedClaim } from '#src/protocol/pairing.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import { signedText } from '#src/protocol/signed.ts'
import { parseConfig } from './config.ts'
import { getMeta } from './db.ts'
import { sign } from './identity.ts'
import type { Page } from './page.ts'
import { post } from './post.ts'

/** What is said to one whom nobody knows, or whose key nobody knows. */
const STRANGER: readonly ProblemCode[] = ['unknown-device', 'bad-signature']

/**
 * Shows a server that does not know this tablet, or not its key, what that server once signed for it: so one whose database was
 * put back to before the pairing takes it up again. Answers whether it did;
 * nothing changes here. `refused`: what it said.
 */
export async function askKnown(
  { deps, disk }: Pick<Page, 'deps' | 'disk'>,
  refused: ProblemCode,
): Promise<boolean> {
  if (!STRANGER.includes(refused)) return false
  const claim = await claimToBeKnown({ deps, disk })
  if (!claim) return false
  const json = { 'Content-Type': 'application/json' }
  const reply = await post(deps, '/api/v1/pair/known', json, JSON.stringify(claim))
  return reply.kind === 'reply' && reply.status === 204
}

/** What it shows for that; undefined where it has no config that names its key. */
export async function claimToBeKnown({
  deps,
  disk,
}: Pick<Page, 'deps' | 'disk'>): Promise<SignedClaim | undefined> {
  const read = await disk.read(['meta'], (tx) =>
    Promise.all([getMeta(tx, 'identity'), getMeta(tx, 'config')]),
  )
  const [identity, envelope] = read.ok ? read.value : []
  if (!identity || !envelope) return undefined
  if (parseConfig(envelope.signed)?.paired?.key !== identity.publicKey) return undefined
  const line = JSON.stringify({ log: identity.log, config: envelope.signed })
  return { line, sig: await sign(deps.crypto, identity.keys.privateKey, signedText('known', line)) }
}
