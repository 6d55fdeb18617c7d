import { useEffect, useRef } from 'preact/hooks'
import { CLOSING_HOURS } from '#src/domain/calendar.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { Card } from '../frame/Card.tsx'
import { Failed } from '../frame/Failed.tsx'
import { text } from '../language.ts'
import type { Said } from './said.ts'

/** What the server answered, read aloud when it comes and scrolled to on a small screen. */
export function Outcome({ said, again }: { said: Said; again: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said.kind !== 'nothing') place.current?.scrollIntoView({ block: 'nearest' })
  }, [said])
  return (
    <div ref={place} class="outcome" role="status">
      <Inside said={said} again={again} />
    </div>
  )
}

function Inside({ said, again }: { said: Said; again: () => void }) {
  const words = text().receipt
  switch (said.kind) {
    case 'nothing':
    case 'wrong':
      return null
    case 'asking':
      return <p class="hint">{words.asking}</p>
    case 'known':
      return <Known unit={said.unit} month={said.month} />
    case 'unknown':
      return (
        <Card title={words.unknown}>
          <ul class="maybe">
            {words.unknownWhy(CLOSING_HOURS.am, CLOSING_HOURS.pm).map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
          <p>{words.unknownNext}</p>
        </Card>
      )
    case 'altered':
      return (
        <Card title={words.altered}>
          <p>{words.alteredWhy}</p>
        </Card>
      )
    case 'failed':
      return <Failed problem={said.problem} retry={again} what={words.failed} />
  }
}

/** The unit by its own name, and three facts; nothing here may depend on what the rating says (P9). */
function Known({ unit, month }: { unit: string; month: string }) {
  const { receipt: words, overview } = text()
  const [year = '', of = ''] = month.split('-')
  return (
    <Card title={unit}>
      <ul class="facts">
        {[words.recorded, words.whole, words.counted(overview.month(of, year))].map((fact) => (
          <li key={fact}>
            <Icon path={dashboardIcons.check} />
            {fact}
          </li>
        ))}
      </ul>
      <p class="hint">{words.same}</p>
    </Card>
  )
}
