import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'

/** What a head keeps elsewhere, so that nobody who has the database can write the past anew unseen. */
export function ProofCard({ unit }: { unit: string }) {
  const words = text().settings
  return (
    <Card title={words.proof}>
      <p class="hint">{words.proofWhat}</p>
      <a
        class="button small"
        href={`/api/v1/units/${unit}/closings?format=lines`}
        download={`hailong-${unit}.closings`}
      >
        {words.proofDownload}
      </a>
    </Card>
  )
}
