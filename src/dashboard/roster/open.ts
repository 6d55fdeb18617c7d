import { MAX_ROSTER } from '#src/protocol/roster.ts'
import { type Encoding, textIn } from './decode.ts'
import { isForOldFont } from './old-font.ts'
import type { NoSheet, Sheet } from './sheet.ts'

/** A table that was read and can be shown. */
export type Opened = { sheet: Sheet; encoding: Encoding }
export type NotOpened = NoSheet | { why: 'binary' | 'old-font' | 'too-large' | 'offline' }

/** Reads a file, or what was pasted, into a table; what it is not, is said. The reader of tables is loaded when it is first needed. */
export async function openTable(
  given: Blob | string,
): Promise<{ ok: true; opened: Opened } | ({ ok: false } & NotOpened)> {
  const size = typeof given === 'string' ? given.length : given.size
  if (size > MAX_ROSTER) return { ok: false, why: 'too-large' }
  const found =
    typeof given === 'string'
      ? { text: given.normalize('NFC'), encoding: 'utf-8' as const }
      : textIn(new Uint8Array(await given.arrayBuffer()))
  if (!found) return { ok: false, why: 'binary' }
  if (isForOldFont(found.text)) return { ok: false, why: 'old-font' }
  const reader = await loadReader()
  if (!reader) return { ok: false, why: 'offline' }
  const read = reader.sheetOf(found.text)
  return read.ok ? { ok: true, opened: { sheet: read.sheet, encoding: found.encoding } } : read
}

async function loadReader() {
  try {
    return await import('./sheet.ts')
  } catch (error) {
    // A module that the network does not bring throws a TypeError.
    if (error instanceof TypeError) return undefined
    throw error
  }
}
