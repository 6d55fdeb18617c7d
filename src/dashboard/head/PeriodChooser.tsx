import { type Day, type PeriodKind, periodOf } from '#src/domain/calendar.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { text } from '../language.ts'
import { type PeriodPage, periodLinks, periodText } from './period.ts'

type PeriodChooserProps = {
  page: PeriodPage
  today: Day
  period: PeriodKind
  day: Day | undefined
}

/** Five kinds of period, the one before and the one after. Each is a link: a view has an address. */
export function PeriodChooser({ page, today, period, day }: PeriodChooserProps) {
  const links = periodLinks(period, day, { today, page })
  const words = text().overview
  return (
    <nav class="periods" aria-label={words.periodLabel}>
      <ul class="segments">
        {links.kinds.map(({ kind, href }) => (
          <li key={kind}>
            <a data-view href={href} aria-current={kind === period ? 'true' : undefined}>
              {words.kinds[kind]}
            </a>
          </li>
        ))}
      </ul>
      <div class="stepper">
        <a
          data-view
          class="icon-button"
          href={links.previous}
          title={words.previous}
          aria-label={words.previous}
        >
          <Icon path={dashboardIcons.back} />
        </a>
        <p aria-live="polite">{periodText(periodOf(period, day ?? today), text())}</p>
        {links.next === undefined ? (
          <span class="icon-button off" aria-hidden="true">
            <Icon path={dashboardIcons.next} />
          </span>
        ) : (
          <a data-view class="icon-button" href={links.next} title={words.next} aria-label={words.next}>
            <Icon path={dashboardIcons.next} />
          </a>
        )}
      </div>
    </nav>
  )
}
