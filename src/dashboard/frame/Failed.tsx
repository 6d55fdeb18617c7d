import { clock } from '#src/ui/format-kiosk.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import type { Problem } from '../api.ts'
import { sentence, text } from '../language.ts'

type FailedProps = { problem: Problem; retry: () => void; what?: string }

/** What happened, and the way to try again. */
export function Failed({ problem, retry, what = text().common.failed }: FailedProps) {
  return (
    <div class="banner err" role="alert">
      <Icon path={dashboardIcons.alert} />
      <p>
        {what} {sentence(problem)}
      </p>
      <button type="button" class="button" onClick={retry}>
        {text().common.retry}
      </button>
    </div>
  )
}

/** What stands on the page is older than it should be. */
export function Stale({ problem, retry, at }: { problem: Problem; retry: () => void; at: number }) {
  return (
    <div class="banner warn" role="status">
      <Icon path={dashboardIcons.offline} />
      <p>
        {text().common.stale(clock(at))} {sentence(problem)}
      </p>
      <button type="button" class="button" onClick={retry}>
        {text().common.retry}
      </button>
    </div>
  )
}
