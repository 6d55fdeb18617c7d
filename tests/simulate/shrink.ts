import type { Happening, Story } from './story.ts'

/** Does this story still come to the same end? */
type Fails = (story: Story) => Promise<boolean>

/**
 * The shortest story found that still fails, by leaving out ever smaller parts of it (Zeller and Hildebrandt, "Simplifying and
 * isolating failure-inducing input", 2002), in at most so many tries.
 */
export async function shrink(story: Story, fails: Fails, tries: number): Promise<Story> {
  let left = tries
  const without = async (events: readonly Happening[]) => {
    left -= 1
    return fails({ ...story, events })
  }
  let events = story.events
  for (let size = Math.ceil(events.length / 2); size >= 1 && left > 0; ) {
    const shorter = await leaveOutOne(events, size, () => left > 0, without)
    if (shorter) events = shorter
    else size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return { ...story, events }
}

async function leaveOutOne(
  events: readonly Happening[],
  size: number,
  mayTry: () => boolean,
  fails: (events: readonly Happening[]) => Promise<boolean>,
): Promise<readonly Happening[] | undefined> {
  for (let from = 0; from < events.length && mayTry(); from += size) {
    const rest = events.toSpliced(from, size)
    if (await fails(rest)) return rest
  }
  return undefined
}
