import type { Link } from '../../src/domain/entry.ts'

/** Ratings that wait on a tablet, and their way to the server of the page's origin. */
export type Queue = {
  fill: (links: readonly Link[]) => Promise<void>
  /** Resolves when the server has said of all that it has them. */
  send: () => Promise<void>
}
