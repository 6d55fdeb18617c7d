import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { type Share, scaleFrom } from './share.ts'
import { Scale, Whisker } from './Whisker.tsx'

/** The one number of the page, with its interval and what that means. */
export function ShareCard({ share }: { share: Share }) {
  const {
    overview: words,
    format: { number, percent },
  } = text()
  const from = scaleFrom([share.low])
  return (
    <Card title={words.share} hint={words.notSipas} kind="share">
      <div class="share-row">
        <p class="figure">{percent(share.share)}</p>
        <div class="share-scale">
          <Whisker share={share} from={from} />
          <Scale from={from} />
        </div>
      </div>
      <p>{words.meaning(number(share.count), number(share.n))}</p>
      <p>{words.interval(percent(share.low), percent(share.high))}</p>
    </Card>
  )
}

type CountProps = { n: number; alone: number; step: number | undefined }

/** How many ratings the figures speak of, how many of them are of no officer, and after how many more they move (`step`, where that is known). */
export function CountCard({ n, alone, step }: CountProps) {
  const { overview: words, format } = text()
  return (
    <Card title={words.count} kind="count">
      <p class="figure">{format.number(n)}</p>
      <p class="hint">
        {words.steps} {step !== undefined && words.nextStep(format.number(step))}
      </p>
      {alone > 0 && <p class="hint">{words.alone(format.number(alone), format.percent(alone / n))}</p>}
    </Card>
  )
}
