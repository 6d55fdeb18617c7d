/** What Latin-1 has and Vietnamese does not: signs, and letters such as those of French and Icelandic. */
const NOT_VIETNAMESE =
  /[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de-\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]/u
const FEW = 2
const SHARE = 0.25

/**
 * Whether a text was typed for an old font (TCVN3 for .VnTime and its kind, VNI): letters that only such a font shows as Vietnamese, under
 * whatever encoding they are stored. A name of the highlands or a copyright sign among words with Vietnamese marks is none.
 */
export function isForOldFont(text: string): boolean {
  const marked = text.split(/[\s,;"]+/u).filter((word) => /\P{ASCII}/u.test(word))
  const odd = marked.filter((word) => NOT_VIETNAMESE.test(word)).length
  return odd >= FEW && odd >= marked.length * SHARE
}
