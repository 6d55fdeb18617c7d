import { createHash } from 'node:crypto'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import type { Schema } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { snapshot } from '../transact.ts'
import type { DeedsEnd, DeedsHead, DeedsRow } from './deeds-file.ts'

const PAGE = 500

/** What a head may read of the unit's log. A closing names tablets' entries by number and hash, which no head reads (P9). */
const SHOWN: readonly (string | undefined)[] = ['genesis', 'deed']

/**
 * The unit's own log up to that entry, as it stands: of each entry its number and hash, and where it is a deed the entry itself, byte
 * for byte. The last line is signed and binds all lines before it, so the public key alone verifies the file. Read a page at a
 * time, each for itself: whatever else is asked of the server waits for one of them at most.
 */
export async function* deedLines(
  deps: Deps,
  { unit, to }: { unit: string; to: number },
): AsyncGenerator<string> {
  const digest = createHash('sha256')
  const written = (rows: readonly object[]) => {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    digest.update(text)
    return text
  }
  yield written([{ deeds: 1, unit, log: logId(unit, 1) } satisfies DeedsHead])
  let last = { n: 0, hash: '' }
  for (;;) {
    const page = await entriesAfter(deps, { unit, after: last.n, to })
    if (page.length === 0) break
    yield written(page.map(rowOf))
    last = page.at(-1)!
  }
  const end: DeedsEnd = { unit, n: last.n, hash: last.hash, lines: digest.digest('hex') }
  yield `${JSON.stringify(deps.keys.sign.sign('deeds', JSON.stringify(end)))}\n`
}

type Entry = Pick<Schema['entry'], 'n' | 'hash' | 'line'>

function entriesAfter(
  deps: Deps,
  { unit, after, to }: { unit: string; after: number; to: number },
): Promise<Entry[]> {
  return snapshot(deps, (trx) =>
    trx
      .selectFrom('entry')
      .select(['n', 'hash', 'line'])
      .where('log', '=', logId(unit, 1))
      .where('n', '>', after)
      .where('n', '<=', to)
      .orderBy('n')
      .limit(PAGE)
      .execute(),
  )
}

function rowOf({ n, hash, line: bytes }: Entry): DeedsRow {
  const line = Buffer.from(bytes).toString()
  return { n, hash, ...(SHOWN.includes(readLine(line)?.kind) && { line }) }
}
