import { chainText } from '#src/domain/entry.ts'
import { sha256 } from './signature.ts'

/** The hashes of lines that follow one another, the first being number `from` after the hash `previous`. */
export function chain(log: string, from: number, previous: string, lines: readonly string[]): string[] {
  let hash = previous
  return lines.map((line, i) => {
    hash = sha256(chainText(log, from + i, hash, line))
    return hash
  })
}
