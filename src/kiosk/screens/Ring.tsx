import type { KioskText } from '#src/ui/text/kiosk.ts'

/** Below so many seconds the ring becomes a button. */
const LAST_SECONDS = 10

type Props = {
  readonly left: number
  readonly of: number
  readonly t: KioskText
  readonly onTouch: () => void
}

/** How long the screen stays, redrawn once a second; in the last ten a place to ask for more. */
export function Ring({ left, of, t, onTouch }: Props) {
  const isLast = left <= LAST_SECONDS
  return (
    <div class="ring" role="timer" aria-live="off">
      {isLast ? (
        <button type="button" class="pill more-time" onClick={onTouch}>
          <Dial left={left} of={of} />
          {t.moreTime}
        </button>
      ) : (
        <>
          <Dial left={left} of={of} />
          <span>{t.closesIn(left)}</span>
        </>
      )}
    </div>
  )
}

export function Dial({ left, of }: { readonly left: number; readonly of: number }) {
  return (
    <svg class="dial" viewBox="0 0 56 56" aria-hidden="true">
      <circle cx="28" cy="28" r="25" />
      <circle
        class="left"
        cx="28"
        cy="28"
        r="25"
        pathLength="100"
        stroke-dasharray={`${Math.min(100, (left / of) * 100)} 100`}
        transform="rotate(-90 28 28)"
      />
      <text x="28" y="35">
        {left}
      </text>
    </svg>
  )
}
