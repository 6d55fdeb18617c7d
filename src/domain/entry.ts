import { ALPHABET } from './id.ts'

/**
 * An entry of a log is one line of JSON, made once. The line is what is stored, sent and exported; nobody serialises it
 * again. Log, number and previous hash are in the hash, not in the line.
 */
export type Entry = { v: 1; at: number; kind: string; body: object }

/** An entry that was numbered and chained. `hash` is 64 hexadecimal digits. */
export type Link = { n: number; hash: string; line: string }

/** The hash before the first entry of a log. */
export const NO_HASH = '0'.repeat(64)

/** No honest entry of a tablet is longer; what is longer is malformed. UTF-16 units. */
export const MAX_LINE = 2_000

/** The line of an entry; `at` is the writer's wall clock in ms since 1970, never used for order. */
export function makeLine(at: number, kind: string, body: object): string {
  return JSON.stringify({ v: 1, at, kind, body } satisfies Entry)
}

/**
 * The text whose SHA-256 (of its UTF-8 bytes) is the entry's hash: `log LF n LF hash(n−1) LF line`.
 * So with the sha256sum of any system a person can follow a chain by hand.
 */
export function chainText(log: string, n: number, previous: string, line: string): string {
  return `${log}\n${n}\n${previous}\n${line}`
}

/** The text whose SHA-256 gives the receipt code of an entry. */
export function receiptText(hash: string): string {
  return `receipt${hash}`
}

/** The first 60 bits of a SHA-256 (64 hexadecimal digits) as twelve symbols in three groups: `7K2M-9PQX-3HTA`. */
export function receiptCode(sha256: string): string {
  // Five hexadecimal digits are 20 bits, the four symbols of a group.
  const group = (i: number) => {
    const bits = Number(`0x${sha256.slice(i, i + 5)}`)
    return [15, 10, 5, 0].map((by) => ALPHABET[(bits >> by) & 31]).join('')
  }
  return [0, 5, 10].map(group).join('-').toUpperCase()
}

/** The text whose SHA-256 binds a comment to its entry: the salt keeps short comments from being guessed. */
export function commentText(salt: string, text: string): string {
  return `${salt}${text}`
}
