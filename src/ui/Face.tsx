import type { Score } from '#src/domain/conduct.ts'

type Drawing = {
  readonly lines: string
  readonly mouth?: string
  readonly solid?: string
  readonly teeth?: string
}

const BROWS = 'M30 44l17-9M90 44l-17-9'

const DRAWINGS: Readonly<Record<Score, Drawing>> = {
  1: { lines: `${BROWS}M32 57q8 8.5 16 0M88 57q-8 8.5-16 0M50 100h20`, mouth: 'M36 92A25 25 0 0 1 84 92' },
  2: { lines: `${BROWS}M38 90A24 24 0 0 1 82 90`, solid: eyes(55) },
  3: { lines: 'M38 80H82', solid: eyes(50) },
  4: { lines: 'M36 73A25 25 0 0 0 84 73', solid: eyes(48) },
  5: {
    lines: 'M28 52A10.5 12 0 0 1 49 52M71 52A10.5 12 0 0 1 92 52',
    solid: 'M29 64h62a3 3 0 0 1 3 3a34 33 0 0 1-68 0a3 3 0 0 1 3-3Z',
    teeth: 'M38 72H82',
  },
}

/** One of the five faces on a 120 grid; the label beside it is what a screen reader hears. */
export function Face({ level }: { readonly level: Score }) {
  const { lines, mouth, solid, teeth } = DRAWINGS[level]
  return (
    <svg class={`face l${level}`} viewBox="0 0 120 120" aria-hidden="true">
      <circle cx="60" cy="60" r="55" />
      <path d={lines} />
      {mouth && <path class="thick" d={mouth} />}
      {solid && <path class="solid" d={solid} />}
      {teeth && <path class="teeth" d={teeth} />}
    </svg>
  )
}

function eyes(y: number): string {
  return `M34 ${y}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0m39 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0`
}
