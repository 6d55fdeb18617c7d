import type { UnitView } from '#src/protocol/session.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { VerifiedLine } from '../verified/Verified.tsx'

/** What a head keeps elsewhere, so that nobody who has the database can write the past anew unseen. */
export function ProofCard({ view }: { view: UnitView }) {
  const unit = view.unit.id
  const words = text().settings
  return (
    <Card title={words.proof}>
      <VerifiedLine view={view} />
      <p class="hint">{words.proofWhat}</p>
      <a
        class="button small"
        href={`/api/v1/units/${unit}/closings?format=lines`}
        download={`hailong-${unit}.closings`}
      >
        {words.proofDownload}
      </a>{' '}
      <a data-view class="button small" href="/ma-chot">
        {text().closings.open}
      </a>
    </Card>
  )
}
