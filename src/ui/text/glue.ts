/** A Vietnamese sentence where `_` is a space that no line break may use, as inside a compound word: glue`thái_độ`. */
export function glue(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const parts = words.map((part) => part.replaceAll('_', '\u00a0'))
  return String.raw({ raw: parts }, ...values)
}
