import type { Part } from './measure.ts'

/** What one side gives in one round: numbers by the name of the figure. */
export type Figures = Record<string, number>

/** One of those that are compared. `once` is one round. */
export type Side = { name: string; once: () => Promise<Figures> }

/** Sides that take turns within a round. `once` is one round of all of them, every other one in the opposite order. */
export type Together = {
  names: readonly string[]
  once: (isBack: boolean) => Promise<Record<string, Figures>>
}

/** The rounds of each side, the earliest first. */
export type Rounds = Map<string, Figures[]>

export type Spread = { median: number; least: number; most: number }

/**
 * One side after the other, so many rounds, every other round in the opposite order: whatever else the machine does meanwhile falls
 * on all of them. One round before them is not counted: in it programs are compiled and caches filled; `warm`: there is no such need.
 */
export async function alternate(
  sides: readonly Side[] | Together,
  { count, warm = false }: { count: number; warm?: boolean | undefined },
  onRound: (round: number) => void,
): Promise<Rounds> {
  const rounds: Rounds = new Map(namesOf(sides).map((name) => [name, []]))
  const { once } = 'once' in sides ? sides : together(sides)
  for (let round = warm ? 1 : 0; round <= count; round += 1) {
    const figures = await once(round % 2 === 0)
    if (round > 0) for (const [name, given] of rounds) given.push(figures[name]!)
    onRound(round)
  }
  return rounds
}

/** As the table lists them. */
export function namesOf(sides: readonly Side[] | Together): readonly string[] {
  return 'once' in sides ? sides.names : sides.map(({ name }) => name)
}

function together(sides: readonly Side[]): Pick<Together, 'once'> {
  return {
    once: async (isBack) => {
      const figures: Record<string, Figures> = {}
      for (const { name, once } of isBack ? sides.toReversed() : sides) figures[name] = await once()
      return figures
    },
  }
}

/** Of one figure of one side, or of one by another. Throws where a round lacks it. */
export function spreadOf(rounds: Rounds, part: Part, figure: string): Spread {
  return spread(valuesOf(rounds, part, figure))
}

/** One by the other, round by round, so that what changed from round to round cancels out. */
export function ratioOf(rounds: Rounds, figure: string, [part, peer]: readonly [Part, Part]): Spread {
  return spread(dividedBy(valuesOf(rounds, part, figure), valuesOf(rounds, peer, figure)))
}

function valuesOf(rounds: Rounds, part: Part, figure: string): number[] {
  if (typeof part !== 'string') {
    const [of, by] = part
    return dividedBy(valuesOf(rounds, of, figure), valuesOf(rounds, by, figure))
  }
  return (rounds.get(part) ?? []).map((figures, i) => {
    const value = figures[figure]
    if (value === undefined) throw new Error(`${part} gave no ${figure} in round ${i + 1}`)
    return value
  })
}

function dividedBy(values: readonly number[], by: readonly number[]): number[] {
  return values.map((value, i) => value / by[i]!)
}

function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), least: Math.min(...values), most: Math.max(...values) }
}

/** The value at that share of the sorted ones, between two of them in proportion; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - Math.floor(at))
}
