import { correction, generate } from 'lean-qr'

const QUIET = 2
/** Two modules in one character, by whether the upper and the lower one are light: so it can be read from a dark terminal too. */
const HALVES = { 'true,true': '█', 'true,false': '▀', 'false,true': '▄', 'false,false': ' ' } as const

/** That text as a QR code in lines of characters, light modules drawn, for a terminal whose letters are light. */
export function terminalQr(text: string): string {
  const { size, get } = generate(text, { minCorrectionLevel: correction.L })
  const isLight = (x: number, y: number) => y < size + QUIET && !get(x, y)
  const columns = Array.from({ length: size + 2 * QUIET }, (_, x) => x - QUIET)
  const rows = Array.from({ length: Math.ceil((size + 2 * QUIET) / 2) }, (_, y) => 2 * y - QUIET)
  return rows
    .map((y) => columns.map((x) => HALVES[`${isLight(x, y)},${isLight(x, y + 1)}`]).join(''))
    .join('\n')
}
