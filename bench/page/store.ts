import type { Draft } from '../../src/device/types.ts'
import type { Link } from '../../src/domain/entry.ts'

/** One way to keep a rating on disk. All resolve when it is there. */
export type Store = {
  open: () => Promise<void>
  /** Writes the open rating over the one before. */
  face: (draft: Draft) => Promise<void>
  /** Appends a record of the same length as a line of the log, and takes the open rating away. */
  close: (draft: Draft) => Promise<void>
  fill: (links: readonly Link[]) => Promise<void>
}
