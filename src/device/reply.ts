import type { Config } from '#src/protocol/config.ts'
import type { Receipt } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { readConfig } from './config.ts'
import { isLogAnswer, isReceipt } from './documents.ts'
import { isSignedBy } from './identity.ts'
import type { Reply } from './post.ts'
import type { Identity } from './stored.ts'

export type Envelope = { config: Config; signed: Signed }

/** What a reply to a batch comes to. Only `receipt` may change anything on the tablet. */
export type Heard =
  | { kind: 'receipt'; receipt: Receipt; signed: Signed; config: Envelope | undefined }
  | { kind: 'offline' }
  | { kind: 'refused'; code: ProblemCode; retryAfter: number | undefined }
  /** Somebody answered who is not the server: a captive portal's 200, a proxy's 502. */
  | { kind: 'strange'; status: number; retryAfter: number | undefined }
  /** It looks like a receipt, and no key that is pinned signed it for this log, or not in answer to this exchange. */
  | { kind: 'forged' }

/** The log of which the batch was, and by which words a receipt names this very exchange. */
type Asked = { log: string; heard: string }

/** 200 stored, 202 held, 409 gap: each carries a signed receipt. */
const WITH_RECEIPT = [200, 202, 409]

export async function hear(crypto: Crypto, identity: Identity, reply: Reply, asked: Asked): Promise<Heard> {
  if (reply.kind === 'offline') return reply
  const { status, body, retryAfter } = reply
  const answer = WITH_RECEIPT.includes(status) && isLogAnswer(body) ? body : undefined
  if (!answer) {
    const code = problemCode(body)
    return code ? { kind: 'refused', code, retryAfter } : { kind: 'strange', status, retryAfter }
  }
  const keys = identity.serverKeys
  if (!(await isSignedBy(crypto, keys, 'receipt', answer.receipt))) return { kind: 'forged' }
  const receipt: unknown = JSON.parse(answer.receipt.line)
  if (!isReceipt(receipt) || receipt.log !== asked.log) return { kind: 'forged' }
  if ((receipt.heard ?? asked.heard) !== asked.heard) return { kind: 'forged' }
  const config = answer.config && (await readConfig(crypto, keys, identity.device, answer.config))
  return {
    kind: 'receipt',
    receipt,
    signed: answer.receipt,
    config: config && answer.config && { config, signed: answer.config },
  }
}

/**
 * The code of a problem (RFC 9457), or undefined where the body is none of ours. Its type says whose it is; so a later
 * server may know more codes than this tablet.
 */
export function problemCode(body: unknown): ProblemCode | undefined {
  const { type, code } = Object(body) as { type?: unknown; code?: unknown }
  return typeof code === 'string' && type === `/problems#${code}` ? (code as ProblemCode) : undefined
}
