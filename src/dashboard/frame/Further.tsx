import type { Problem } from '../api.ts'
import { sentence } from '../language.ts'

type FurtherProps = {
  /** How many are shown. */
  count: string
  problem: Problem | undefined
  /** What the button says that asks for more. */
  more: string
  /** Undefined where all are shown. */
  onMore: (() => void) | undefined
}

/** Under a long list: how many are shown, what went wrong with the next ones, and the way to them. */
export function Further({ count, problem, more, onMore }: FurtherProps) {
  return (
    <>
      <p class="hint" role="status">
        {count}
      </p>
      {problem && (
        <p class="wrong" role="alert">
          {sentence(problem)}
        </p>
      )}
      {onMore && (
        <button type="button" class="button" onClick={onMore}>
          {more}
        </button>
      )}
    </>
  )
}
