import { Genesis } from '#src/domain/kinds.ts'
import { batchText } from '#src/protocol/log.ts'
import { type Batch, parseAuthorization } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { SignedLost } from '#src/protocol/rescue-schema.ts'
import type { Checked, Outcome } from './checked.ts'
import type { Deps } from './deps.ts'
import { type Content, readBody } from './inflate.ts'
import { countRefusal } from './refusal.ts'
import { findSender, type Sender } from './sender.ts'
import { sha256, verifyText } from './signature.ts'
import { store } from './store.ts'
import { readAfter, readLost, readState } from './tablet-said.ts'

/** A `POST /api/v1/log`, as it came or as it was carried: headers or null, and the bytes of the body. */
export type LogPost = {
  authorization: string | null
  /** HaiLong-Tablet */
  tablet: string | null
  /** HaiLong-After */
  after: string | null
  contentEncoding: string | null
  body: Uint8Array
  /** In a rescue file, with what the tablet signed of lines before the batch that it no longer holds as they were. */
  carried?: { lost: SignedLost | undefined }
}

export type { Outcome } from './checked.ts'

/**
 * Takes a tablet's batch: checks it, stores what is new of it in one transaction, and answers after the commit with a signed
 * receipt. The same batch twice stores once. What is refused although it names a known tablet is counted for the head.
 */
export async function ingest(deps: Deps, post: LogPost): Promise<Outcome> {
  if (!post.authorization?.startsWith('HaiLong ')) return { kind: 'refused', code: 'unsigned' }
  const batch = parseAuthorization(post.authorization)
  if (!batch || batch.to < batch.from - 1) return { kind: 'refused', code: 'malformed' }
  const sender = await findSender(deps.db, batch.log)
  if (!sender) return { kind: 'refused', code: 'unknown-device' }
  const checked = await check(batch, sender, post)
  const outcome: Outcome = checked.ok
    ? await store(deps, sender, withSaid(deps, sender, checked, post))
    : { kind: 'refused', code: checked.code }
  if (outcome.kind === 'refused') await countRefusal(deps, sender.device, outcome.code)
  return outcome
}

type Check = { ok: true; batch: Batch; bodyHash: string; content: Content } | { ok: false; code: ProblemCode }

/** Everything that needs no look at the stored log, the cheapest first. */
async function check(batch: Batch, sender: Sender, post: LogPost): Promise<Check> {
  const bodyHash = sha256(post.body)
  if (!verifyText(sender.key, batchText(batch, bodyHash), batch.sig))
    return { ok: false, code: 'bad-signature' }
  const read = await readBody(batch, post.contentEncoding, post.body)
  if (!read.ok) return read
  if (!beginsRight(batch, sender, read.content)) return { ok: false, code: 'malformed' }
  return { ok: true, batch, bodyHash, content: read.content }
}

/** The first entry of a log says whose it is: this device, and the key that signs it. */
function beginsRight({ from }: Batch, { device, key }: Sender, { entries }: Content): boolean {
  const first = entries[0]
  if (from !== 1 || !first) return true
  const genesis = Genesis.safeParse(first.body).data
  return first.kind === 'genesis' && genesis?.device === device && genesis.key === key
}

function withSaid(
  deps: Deps,
  { key }: Sender,
  { batch, bodyHash, content }: Extract<Check, { ok: true }>,
  { after: shown, tablet, carried }: LogPost,
): Checked {
  const after = readAfter(deps.keys.sign, shown, batch) ?? readLost(key, carried?.lost, batch)
  return { batch, bodyHash, content, state: readState(tablet), after, carried: carried !== undefined }
}
