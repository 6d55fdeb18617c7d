import type { Deps } from './deps.ts'
import { sha256 } from './signature.ts'

const COOKIE_BYTES = 32

/** The secret by which a tablet is recognised when it was emptied, and what of it the database keeps. */
export function mintCookie({ random }: Pick<Deps, 'random'>): { cookie: string; hash: string } {
  const cookie = Buffer.from(random(COOKIE_BYTES)).toString('base64url')
  return { cookie, hash: sha256(cookie) }
}
