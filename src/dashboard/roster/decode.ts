/** What a file that people choose may begin with that is no table of text: Excel and OpenDocument (both are ZIP), old Excel, PDF, pictures. */
const NO_TEXT = ['504b0304', '504b0506', 'd0cf11e0', '25504446', '89504e47', 'ffd8ff', '47494638', '1f8b']

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1258'

/**
 * The text of a file in one of the encodings in which Excel and others save Vietnamese: UTF-8, UTF-16 either way round, and what is
 * neither as Windows-1258. Its marks are composed (NFC). Undefined for what is no text in any of them.
 */
export function textIn(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (NO_TEXT.some((magic) => start.startsWith(magic))) return undefined
  const wide = wideness(bytes, start)
  const tries = wide ? ([[wide, 'utf-16']] as const) : NARROW
  for (const [label, encoding] of tries) {
    const text = decoded(bytes, label)?.normalize('NFC')
    // A table holds no control characters but those that end cells and lines.
    if (text !== undefined) return /[^\P{Cc}\t\r\n]/u.test(text) ? undefined : { text, encoding }
  }
  return undefined
}

const NARROW = [
  ['utf-8', 'utf-8'],
  ['windows-1258', 'windows-1258'],
] as const

/** By its mark, or where many a second byte of the beginning is 0, as in the names of columns; one alone is a fault in the file. */
function wideness(bytes: Uint8Array, start: string): 'utf-16le' | 'utf-16be' | undefined {
  if (start.startsWith('fffe')) return 'utf-16le'
  if (start.startsWith('feff')) return 'utf-16be'
  const zeros = [0, 0]
  const beginning = bytes.subarray(0, 200)
  for (const [i, byte] of beginning.entries()) if (byte === 0) zeros[i % 2]! += 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) < beginning.length / 8) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
