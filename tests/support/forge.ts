import { createHash } from 'node:crypto'
import { chainText, type Link } from '#src/domain/entry.ts'

/** Lines with fresh hashes, as somebody would make them who holds the database and not the tablet's key. */
export function chained(log: string, from: number, previous: string, lines: readonly string[]): Link[] {
  let hash = previous
  return lines.map((line, i) => {
    hash = createHash('sha256')
      .update(chainText(log, from + i, hash, line))
      .digest('hex')
    return { n: from + i, hash, line }
  })
}
