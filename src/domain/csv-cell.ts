/** What a spreadsheet takes for the start of a formula (OWASP, CSV Injection), full-width forms included. */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/u
const GUARDED = /^'+[=+\-@\t\r\n\0＝＋－＠]/u

/** A cell that no spreadsheet runs. One that looks guarded already is guarded once more, so that reading it back gives what there was. */
export function guarded(text: string): string {
  return FORMULA.test(text) || GUARDED.test(text) ? `'${text}` : text
}

/** The text of a cell, without its guard; undefined for one that is a formula. */
export function unguarded(cell: string): string | undefined {
  if (GUARDED.test(cell)) return cell.slice(1)
  return FORMULA.test(cell) ? undefined : cell
}
