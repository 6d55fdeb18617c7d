import { GROUP } from '#src/domain/release.ts'
import type { Figures } from '#src/protocol/reports.ts'
import { number, percent } from '#src/ui/format.ts'
import { Pictogram } from '#src/ui/Pictogram.tsx'
import { Card } from '../frame/Card.tsx'
import { conductText, text } from '../language.ts'
import { Bar } from './Whisker.tsx'

type StandardsProps = { figures: Figures }

/** How often each standard was kept, of those who answered; beside it, how many answered all at once. */
export function Standards({ figures: { standards, all, n } }: StandardsProps) {
  const words = text().overview
  return (
    <Card title={words.standards} hint={words.standardsHint} kind="standards">
      <ul class="standards-list">
        {standards.map((figure) => (
          <Standard key={figure.standard} figure={figure} />
        ))}
      </ul>
      <p class="hint">{words.allMet(number(all), percent(all / n))}</p>
    </Card>
  )
}

function Standard({ figure: { standard, share } }: { figure: Figures['standards'][number] }) {
  const words = text().overview
  const { label } = conductText().standards[standard]
  const shown = share && share.n >= GROUP ? share : undefined
  return (
    <li>
      <Pictogram standard={standard} />
      <span>{label}</span>
      <Bar part={shown?.share ?? 0} tone={standard.startsWith('xin_') ? 'xin' : 'luon'} />
      {shown ? (
        <>
          <strong title={words.answers(percent(shown.low), percent(shown.high))}>
            {percent(shown.share)}
            <span class="unseen">{words.answers(percent(shown.low), percent(shown.high))}</span>
          </strong>
          <span class="hint">{number(shown.n)}</span>
        </>
      ) : (
        <span class="hint none">{words.few}</span>
      )}
    </li>
  )
}
