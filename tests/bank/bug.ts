/** A bug that somebody could write: one place in the source, replaced. */
export type Planted = { name: string; file: string; find: string; replace: string }

/** One that others have written. */
export type Bug = Planted & {
  /** Where HAZARDS.md tells of it: a section or a row, and who had it. */
  hazard: string
  caughtBy: CaughtByStory | CaughtByTest
}

/** A story of tests/bank/stories lets the oracle of the simulation say this (`kind: text`), and nothing without the bug. */
export type CaughtByStory = { story: string; says: RegExp }

/** The tests of that file whose whole title matches fail with this, and pass without the bug. */
export type CaughtByTest = { test: string; title: RegExp; says: RegExp }

const ROOT = new URL('../../', import.meta.url)

export function plantedIn({ file }: Planted): string {
  return new URL(file, ROOT).href
}

/** The source with the bug in it; throws where the place is not found exactly once. */
export function withBug({ name, file, find, replace }: Planted, source: string): string {
  const parts = source.split(find)
  if (parts.length !== 2)
    throw new Error(`${name}: the place to plant it stands ${parts.length - 1} times in ${file}`)
  return parts.join(replace)
}
