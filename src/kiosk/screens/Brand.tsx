import { Lotus } from '#src/ui/Lotus.tsx'
import type { Config } from '../state.ts'

const LONG_PRESS_MS = 2_000

type Props = {
  readonly unit: Config['unit'] | undefined
  readonly staff: string
  readonly onLongPress?: () => void
}

/** Whose tablet this is. Staff press the lotus for two seconds. */
export function Brand({ unit, staff, onLongPress }: Props) {
  let timer = 0
  const release = () => clearTimeout(timer)
  const press = () => {
    release()
    if (onLongPress) timer = window.setTimeout(onLongPress, LONG_PRESS_MS)
  }
  return (
    <div class="brand">
      <button
        type="button"
        class="mark"
        tabIndex={-1}
        aria-label={staff}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
      >
        <Lotus />
      </button>
      <p>
        <b>{unit?.name ?? 'Hài\u00a0Lòng'}</b>
        {unit?.place && <span>{unit.place}</span>}
      </p>
    </div>
  )
}
