import './take-over.ts'
import { layGround } from './ground.ts'
import { type Outcome, runStory } from './seed.ts'
import type { Story } from './story.ts'
import { listenForUnheard, textOf } from './unheard.ts'
import { nothing } from './workers.ts'

/** Takes stories from the process that began it, one at a time, and tells what became of each. */

listenForUnheard()
const ground = await layGround(process.argv[2]!)
process.on('message', (story: Story) => void run(story).then((outcome) => process.send?.(outcome)))
process.on('disconnect', () => process.exit())
process.send?.('ready')

async function run(story: Story): Promise<Outcome> {
  try {
    return await runStory(ground, story)
  } catch (error) {
    return nothing('broken', textOf(error))
  }
}
