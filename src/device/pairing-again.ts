import type { Disk } from './db.ts'
import { makeKeys } from './identity.ts'
import { isPairAnswer } from './pair-answer.ts'
import { type Paired, takeOn } from './pairing.ts'
import { post } from './post.ts'
import { preflight } from './preflight.ts'
import { problemCode } from './reply.ts'
import type { Deps } from './types.ts'

/**
 * Asks whether the server knows this browser by its cookie: a tablet whose storage was emptied then goes on under a new key,
 * with its next generation, and needs no code. `unknown-device`: it was never paired here, or was retired.
 */
export async function pairAgain(deps: Deps, disk: Disk): Promise<Paired> {
  const stopped = await preflight(deps, disk)
  if (stopped) return { ok: false, why: stopped }
  const made = await makeKeys(deps.crypto)
  const json = { 'Content-Type': 'application/json' }
  const reply = await post(deps, '/api/v1/pair/again', json, JSON.stringify({ key: made.publicKey }))
  if (reply.kind === 'offline') return { ok: false, why: 'offline' }
  if (reply.status === 204) return { ok: false, why: 'unknown-device' }
  if (!isPairAnswer(reply.body)) return { ok: false, why: problemCode(reply.body) ?? 'offline' }
  return takeOn(deps, disk, reply.body, made)
}
