import { correction, generate } from 'lean-qr/nano'

const QUIET = 4

/** A QR code with its quiet zone of four modules, dark on light in every theme; `label` is what a screen reader says. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const code = generate(text, { minCorrectionLevel: correction.M })
  const side = code.size + 2 * QUIET
  return (
    <svg
      class="qr"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-light" x={-QUIET} y={-QUIET} width={side} height={side} />
      <path class="qr-dark" d={Array.from({ length: code.size }, (_, y) => darkRuns(code, y)).join('')} />
    </svg>
  )
}

function darkRuns({ size, get }: ReturnType<typeof generate>, y: number): string {
  let path = ''
  for (let x = 0; x < size; x++) {
    const start = x
    while (get(x, y)) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
  }
  return path
}
