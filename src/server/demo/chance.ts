import { hash } from 'node:crypto'

/** Chance that is the same again for the same name. */
export type Chance = {
  /** From 0 up to, never reaching, 1. */
  share: () => number
  /** Is it so, at odds of that share? */
  is: (share: number) => boolean
  /** A whole number from `from` to `to`, both included. */
  whole: (from: number, to: number) => number
  /** One of them, each as likely as its weight. */
  of: <T>(choices: readonly (readonly [weight: number, T])[]) => T
}

/** Numbers of a 32-bit state that is stepped and mixed (mulberry32), begun by the SHA-256 of a name. */
export function chanceOf(name: string): Chance {
  let state = hash('sha256', name, 'buffer').readUInt32LE(0)
  const share = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    share,
    is: (odds) => share() < odds,
    whole: (from, to) => from + Math.floor(share() * (to - from + 1)),
    of: (choices) => {
      let left = share() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, choice] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return choices.at(-1)![1]
    },
  }
}
