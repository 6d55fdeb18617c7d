/** What one side gives in one round: numbers by the name of the figure. */
export type Figures = Record<string, number>

/** One of those that are compared. `once` is one round. */
export type Side = { name: string; once: () => Promise<Figures> }

/** The rounds of each side, the earliest first. */
export type Rounds = Map<string, Figures[]>

export type Spread = { median: number; least: number; most: number }

/**
 * One side after the other, so many rounds, every other round in the opposite order: whatever else the machine does meanwhile falls
 * on all of them. One round before them is not counted: in it programs are compiled and caches filled.
 */
export async function alternate(
  sides: readonly Side[],
  count: number,
  onRound: (round: number) => void,
): Promise<Rounds> {
  const rounds: Rounds = new Map(sides.map(({ name }) => [name, []]))
  for (let round = 0; round <= count; round += 1) {
    for (const { name, once } of round % 2 ? sides : sides.toReversed()) {
      const figures = await once()
      if (round > 0) rounds.get(name)!.push(figures)
    }
    onRound(round)
  }
  return rounds
}

/** Of one figure of one side. Throws where a round lacks it. */
export function spreadOf(rounds: Rounds, side: string, figure: string): Spread {
  return spread(valuesOf(rounds, side, figure))
}

/** One side by the other, round by round, so that what changed from round to round cancels out. */
export function ratioOf(rounds: Rounds, figure: string, [side, peer]: readonly [string, string]): Spread {
  const peers = valuesOf(rounds, peer, figure)
  return spread(valuesOf(rounds, side, figure).map((value, i) => value / peers[i]!))
}

function valuesOf(rounds: Rounds, side: string, figure: string): number[] {
  return (rounds.get(side) ?? []).map((figures, i) => {
    const value = figures[figure]
    if (value === undefined) throw new Error(`${side} gave no ${figure} in round ${i + 1}`)
    return value
  })
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
