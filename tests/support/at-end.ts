import { afterAll, beforeAll, onTestFinished } from 'vitest'

type End = () => unknown

/** The ends of what is just being made for all tests of a file. */
let gathered: End[] | undefined

/** Done when the test has finished, or the file where it is made for all its tests. */
export function atEnd(end: End): void {
  if (gathered) gathered.push(end)
  else onTestFinished(async () => void (await end()))
}

/** Makes it once, before the first test of the file; what was begun last ends first, after the last test. */
export function forAllTests<T>(make: () => Promise<T>): () => T {
  const ends: End[] = []
  const made: T[] = []
  beforeAll(async () => void made.push(await gatherEnds(ends, make)))
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })
  return () => made[0]!
}

/** Also where no test runs: what `make` begins is ended by whoever holds the ends. */
export async function gatherEnds<T>(ends: End[], make: () => Promise<T>): Promise<T> {
  gathered = ends
  try {
    return await make()
  } finally {
    gathered = undefined
  }
}
