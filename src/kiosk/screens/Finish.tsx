import type { KioskText } from '#src/ui/text/kiosk.ts'

type Props = {
  readonly saving: boolean
  readonly t: KioskText
  readonly onClick: () => void
  readonly children: string
}

/**
 * The primary button of K2 and K3; it keeps its width while the closing write runs. A screen reader hears
 * of that only where the place for it stood before.
 */
export function Finish({ saving, t, onClick, children }: Props) {
  return (
    <button type="button" class="primary finish" aria-busy={saving} onClick={onClick}>
      <span>{children}</span>
      <span class="saving" role="status">
        {saving && t.saving}
      </span>
    </button>
  )
}
