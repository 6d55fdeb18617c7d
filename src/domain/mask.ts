/** 02/11/2026, 02.11.2026, 2-11-2026, 2026-11-02. */
const DATE =
  /(?:(?:0?[1-9]|[12]\d|3[01])(?<by>[./-])(?:0?[1-9]|1[0-2])\k<by>(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\p{Nd})/u
/** 10.000.000, or 120 000 000 before a currency: so much is said in whole thousands, and an identity number is not. */
const MONEY =
  /[1-9]\d{0,2}(?:(?:\.\d{3})+\.000(?![\s.,]?\p{Nd})|(?:\s\d{3})+\s000(?=\s?(?:đồng|đ|vnđ|vnd)(?!\p{L})))/u
/** Eight digits or more, with the marks that people put between them, also those that no eye sees; so a year or a price stays. */
const NUMBER = /\p{Nd}(?:[\s.,·/_()\p{Pd}\p{Cf}]{0,4}\p{Nd}){7,}/u
/** After these no number is a sum of money or a date. */
const NAMED = /(?:sđt|đt|tel|cccd|cmnd|stk|tk)[\s.:]{0,3}|\+\s?/u
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;]+/gu
// No lookbehind: Safari before 16.4 does not read it.
const NUMBERS = new RegExp(
  `(?<named>${NAMED.source})(?:${NUMBER.source})|(?<stays>${DATE.source}|${MONEY.source})|${NUMBER.source}`,
  'giu',
)
const MASK = '•••'

/**
 * The comment without telephone numbers, identity numbers and e-mail addresses. Names, dates and sums of money stay:
 * they may be the point.
 */
export function maskComment(text: string): { text: string; masked: boolean } {
  const safe = text.replace(EMAIL, MASK).replace(NUMBERS, (found, ...groups) => {
    const { named = '', stays } = groups.at(-1)
    return stays === undefined ? named + MASK : found
  })
  return { text: safe, masked: safe !== text }
}
