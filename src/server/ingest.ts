import { Genesis } from '#src/domain/kinds.ts'
import { type Batch, parseAuthorization } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { SignedLost } from '#src/protocol/rescue-schema.ts'
import type { Checked, Outcome } from './checked.ts'
import type { Deps } from './deps.ts'
import { type Content, readBody } from './inflate.ts'
import { countRefusal } from './refusal.ts'
import { findSender, type Sender, signedBy } from './sender.ts'
import { sha256 } from './signature.ts'
import { store } from './store.ts'
import { readAfter, readState } from './tablet-said.ts'

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
  const claimed = await findSender(deps.db, batch.log)
  if (!claimed) return { kind: 'refused', code: 'unknown-device' }
  const checked = await check(deps, batch, { claimed, post })
  const outcome: Outcome = checked.ok
    ? await store(deps, checked.sender, withSaid(deps, checked, post))
    : { kind: 'refused', code: checked.code }
  if (outcome.kind === 'refused') await countRefusal(deps, claimed.device, outcome.code)
  return outcome
}

type Right = { ok: true; batch: Batch; bodyHash: string; sender: Sender; content: Content }
type Claim = { claimed: Sender; post: LogPost }
type Check = Right | { ok: false; code: ProblemCode }

/** Everything that needs no look at the stored log, the cheapest first. */
async function check({ db }: Deps, batch: Batch, { claimed, post }: Claim): Promise<Check> {
  const bodyHash = sha256(post.body)
  const sender = await signedBy(db, claimed, { batch, bodyHash })
  if (!sender) return { ok: false, code: 'bad-signature' }
  const read = await readBody(batch, post.contentEncoding, post.body)
  if (!read.ok) return read
  if (!beginsRight(batch, sender, read.content)) return { ok: false, code: 'malformed' }
  return { ok: true, batch, bodyHash, sender, content: read.content }
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
  { batch, bodyHash, sender: { key }, content }: Right,
  { after: shown, tablet, carried }: LogPost,
): Checked {
  const said = { after: shown, lost: carried?.lost }
  const after = readAfter({ server: deps.keys.sign, tablet: key }, said, batch)
  return { batch, key, bodyHash, content, state: readState(tablet), after, carried: carried !== undefined }
}
