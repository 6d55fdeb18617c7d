import { MAX_COMMENT } from '#src/domain/conduct.ts'
import { commentText } from '#src/domain/entry.ts'
import { maskComment } from '#src/domain/mask.ts'
import { sha256, toBase64url } from './bytes.ts'
import { seal } from './seal.ts'

/** What a comment leaves: length and salted hash for the line, the sealed text for beside it. */
type Comment = { length: number; hash: string; sealed: string; masked: boolean }

/** More than anyone types; bounds the work of masking a pasted book. */
const PASTED = 4 * MAX_COMMENT

/** Masks, cuts, salts and seals what a citizen wrote; undefined where that is nothing but blanks. */
export async function prepareComment(
  crypto: Crypto,
  serverKey: string,
  typed: string,
): Promise<Comment | undefined> {
  const { text, masked } = tidy(typed)
  if (text.trim() === '') return undefined
  const salt = toBase64url(crypto.getRandomValues(new Uint8Array(16)))
  const hash = toBase64url(await sha256(crypto, commentText(salt, text)))
  const sealed = await seal(crypto, serverKey, JSON.stringify({ salt, text }))
  return { length: text.length, hash, sealed, masked }
}

/**
 * The text as it is kept: well-formed first, since a lone surrogate has no UTF-8 and the server could not recompute
 * the hash; masked before it is cut, since a number cut in half is no longer seen as one.
 */
export function tidy(typed: string): { text: string; masked: boolean } {
  const { text, masked } = maskComment(wellFormed(cut(typed, PASTED)))
  return { text: cut(text, MAX_COMMENT), masked }
}

/** `String.prototype.toWellFormed`, which older tablets lack: with the u flag only lone surrogates are \p{Cs}. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD')
}

/** At most so many UTF-16 units, and never half a surrogate pair. */
function cut(text: string, units: number): string {
  const last = text.charCodeAt(units - 1)
  const splits = text.length > units && last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splits ? units - 1 : units)
}
