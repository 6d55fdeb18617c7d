/** 02.11.2026, 2-11-2026, 2026-11-02. */
const DATE =
  /(?<!\p{Nd})(?:(?:0?[1-9]|[12]\d|3[01])(?<dot>[.-])(?:0?[1-9]|1[0-2])\k<dot>(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\p{Nd})/u
/** 10.000.000, or any thousands before a currency. What has three digits first and no currency may be an identity number. */
const MONEY =
  /(?<!\p{Nd})(?:[1-9]\d?(?:\.\d{3}){2,}(?![.\s]?\p{Nd})|[1-9]\d{0,2}(?:[.\s]\d{3})+(?=\s?(?:đồng|đ|vnđ|vnd)(?!\p{L})))/u
/** Eight digits or more, with the marks that people put between them; so a year or a price stays. */
const NUMBER = /\p{Nd}(?:[\s.\-–()]{0,3}\p{Nd}){7,}/u
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;]+/gu
const NUMBERS = new RegExp(`(?<stays>${DATE.source}|${MONEY.source})|${NUMBER.source}`, 'giu')
const MASK = '•••'

/**
 * The comment without telephone numbers, identity numbers and e-mail addresses. Names, dates and sums of money stay:
 * they may be the point.
 */
export function maskComment(text: string): { text: string; masked: boolean } {
  const safe = text
    .replace(EMAIL, MASK)
    .replace(NUMBERS, (found, ...groups) => (groups.at(-1).stays === undefined ? MASK : found))
  return { text: safe, masked: safe !== text }
}
