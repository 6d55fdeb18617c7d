import type { Figures } from '#src/protocol/reports.ts'
import { Pictogram } from '#src/ui/Pictogram.tsx'
import { Card } from '../frame/Card.tsx'
import { conductText, text } from '../language.ts'
import { Bar } from './Whisker.tsx'

type StandardsProps = { figures: Pick<Figures, 'standards' | 'n'> & { all?: number } }

/** How often each standard was kept, of those who answered; beside it, where that is known, how many answered all at once. */
export function Standards({ figures: { standards, all, n } }: StandardsProps) {
  const {
    overview: words,
    format: { number, percent },
  } = text()
  return (
    <Card title={words.standards} hint={words.standardsHint} kind="standards">
      <ul class="standards-list">
        {standards.map((figure) => (
          <Standard key={figure.standard} figure={figure} />
        ))}
      </ul>
      {all !== undefined && <p class="hint">{words.allMet(number(all), percent(all / n))}</p>}
    </Card>
  )
}

function Standard({ figure: { standard, share: shown } }: { figure: Figures['standards'][number] }) {
  const {
    overview: words,
    format: { number, percent },
  } = text()
  const { label } = conductText().standards[standard]
  return (
    <li>
      <Pictogram standard={standard} />
      <span>{label}</span>
      <Bar
        part={shown?.share ?? 0}
        range={shown ?? undefined}
        tone={standard.startsWith('xin_') ? 'xin' : 'luon'}
      />
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
