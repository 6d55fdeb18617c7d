import { COUNTER_BY_PIN } from './duty.ts'
import type { Furnished } from './ground.ts'
import { fingerprint, judge } from './judge.ts'
import { hiddenOf } from './named.ts'
import { play } from './play.ts'
import { type Final, readFinal, type Wrong } from './stored.ts'
import type { Story } from './story.ts'
import { runTurns } from './turns.ts'
import { takeUnheard, textOf } from './unheard.ts'
import { finished, type World } from './world.ts'
import { forgetKeys } from './world-crypto.ts'

/** What became of a story. */
export type Outcome = {
  wrong: readonly Wrong[]
  taps: number
  thanked: number
  stored: number
  /** So many of them are credited to an officer who went on duty by a PIN. */
  onDuty: number
  /** So many ratings were lost of which nobody can know. */
  hidden: number
  /** The same story gives the same. */
  print: string
}

export async function runStory(ground: Furnished, story: Story): Promise<Outcome> {
  const world = await play(ground, story)
  const { office, oracle, stands } = world
  const final = await finished(readFinal(office.deps.db))
  const wrong = await finished(judge(world, final))
  for (const { device } of stands.values()) device.kill()
  await runTurns()
  await office.close()
  forgetKeys()
  const taps = [...oracle.taps.values()]
  return {
    wrong: [...wrong, ...takeUnheard().map((error) => ({ kind: 'thrown', text: textOf(error) }))],
    taps: taps.length,
    thanked: taps.filter(({ code }) => code !== undefined).length,
    stored: final.ratings.length,
    onDuty: creditedByPin(world, final),
    hidden: hiddenOf(world, final),
    print: fingerprint(final),
  }
}

function creditedByPin({ office }: World, { ratings }: Final): number {
  const counter = office.counters[COUNTER_BY_PIN]
  return ratings.filter(({ body }) => body.counter === counter && body.officer !== null).length
}
