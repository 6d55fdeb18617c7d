import type { Deps } from './types.ts'

/** Elsewhere browsers give neither keys nor locks. */
export function isSecure({ secure = true, crypto, locks }: Deps): boolean {
  return secure && crypto.subtle !== undefined && locks !== undefined
}
