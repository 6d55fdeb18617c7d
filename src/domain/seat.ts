/**
 * Somebody who serves at a counter from one instant, ms, until before another one. `known`: after which instant and until which one the
 * server held that to be so, ms: what it hears later, such as an end, makes another seat.
 */
export type Seat = {
  counter: string
  officer: string
  from: number
  to: number
  known: { from: number; to: number }
}

/**
 * Who served there at that instant, by what was held right before `by`: the seats of the one officer who did; none where nobody did, or two
 * different ones.
 */
export function seatsAt<S extends Seat>(
  seats: readonly S[],
  { counter, at, by }: { counter: string; at: number; by: number },
): readonly S[] {
  const isThere = ({ from, to, known }: S) => known.from < by && by <= known.to && from <= at && at < to
  const there = seats.filter((seat) => seat.counter === counter && isThere(seat))
  return there.every(({ officer }) => officer === there[0]?.officer) ? there : []
}
