/** Eight digits or more, with the marks that people put between them; so a year or a price stays. */
const NUMBER = /\p{Nd}(?:[\s.\-–()]{0,2}\p{Nd}){7,}/gu
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;]+/gu
const MASK = '•••'

/** The comment without telephone numbers, identity numbers and e-mail addresses. Names stay: they may be the point. */
export function maskComment(text: string): { text: string; masked: boolean } {
  const safe = text.replace(EMAIL, MASK).replace(NUMBER, MASK)
  return { text: safe, masked: safe !== text }
}
