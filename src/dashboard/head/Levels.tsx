import { SCORES } from '#src/domain/conduct.ts'
import { Face } from '#src/ui/Face.tsx'
import { Card } from '../frame/Card.tsx'
import { conductText, text } from '../language.ts'

/** The five levels as parts of one bar, with the small faces and the counts. */
export function Levels({ levels }: { levels: readonly number[] }) {
  const {
    overview: words,
    format: { number, percent },
  } = text()
  const { faces } = conductText()
  const total = levels.reduce((sum, n) => sum + n, 0)
  const said = SCORES.map((score, i) => `${faces[score - 1]} ${number(levels[i] ?? 0)}`).join(', ')
  return (
    <Card title={words.levels} kind="levels">
      <svg class="levels-bar" height="16" role="img" aria-label={words.levelsSaid(said)}>
        {SCORES.map((score, i) => {
          const before = levels.slice(0, i).reduce((sum, n) => sum + n, 0)
          return (
            <rect
              key={score}
              class={`l${score}`}
              x={`${((before / total) * 100).toFixed(3)}%`}
              width={`${(((levels[i] ?? 0) / total) * 100).toFixed(3)}%`}
              height="16"
            />
          )
        })}
      </svg>
      <ul class="levels-list">
        {SCORES.map((score, i) => (
          <li key={score}>
            <Face level={score} />
            <span class="level-name">{faces[score - 1]}</span>
            <strong>{number(levels[i] ?? 0)}</strong>
            <span class="hint">{percent((levels[i] ?? 0) / total)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
