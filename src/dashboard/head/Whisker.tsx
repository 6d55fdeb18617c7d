import { text } from '../language.ts'
import { place, type Share, shareSentence } from './share.ts'

type WhiskerProps = { share: Share; from: number; overall?: number | undefined }

/** A share as a dot with its 95 % interval; dashed, the unit's own. */
export function Whisker({ share, from, overall }: WhiskerProps) {
  const [low, dot, high] = [place(share.low, from), place(share.share, from), place(share.high, from)]
  const said = shareSentence(share, text())
  const below = overall !== undefined && share.high < overall
  return (
    <svg class={below ? 'whisker below' : 'whisker'} height="20" role="img" aria-label={said}>
      <title>{said}</title>
      <line class="rail" x1="0" x2="100%" y1="10" y2="10" />
      {overall !== undefined && (
        <line class="overall" x1={place(overall, from)} x2={place(overall, from)} y1="0" y2="20" />
      )}
      <line x1={low} x2={high} y1="10" y2="10" />
      <line x1={low} x2={low} y1="5" y2="15" />
      <line x1={high} x2={high} y1="5" y2="15" />
      <circle cx={dot} cy="10" r="5.5" />
    </svg>
  )
}

/** The scale's ends and middle. */
export function Scale({ from }: { from: number }) {
  return (
    <svg class="scale" height="16" aria-hidden="true">
      {[from, (from + 1) / 2, 1].map((at) => (
        <text key={at} x={place(at, from)} y="12">
          {text().format.number(at * 100)}
        </text>
      ))}
    </svg>
  )
}

type BarProps = { part: number; tone: string; range?: Pick<Share, 'low' | 'high'> | undefined }

/** A part of a whole as a bar, with the range in which it may truly lie; the number beside it says the same. */
export function Bar({ part, tone, range }: BarProps) {
  return (
    <svg class={`bar ${tone}`} height="10" aria-hidden="true">
      <rect class="track" width="100%" height="10" rx="5" />
      <rect class="part" width={`${(part * 100).toFixed(2)}%`} height="10" rx="5" />
      {range &&
        ['casing', 'range'].map((line) => (
          <line
            key={line}
            class={line}
            x1={`${(range.low * 100).toFixed(2)}%`}
            x2={`${(range.high * 100).toFixed(2)}%`}
            y1="5"
            y2="5"
          />
        ))}
    </svg>
  )
}
