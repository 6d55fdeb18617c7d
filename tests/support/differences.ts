/** A prime: sums are kept modulo it, so that dividing is exact. */
const P = 1_000_003

type Row<Group> = { groups: Map<Group, number>; value: number }

/**
 * What can be had from looks by adding and subtracting them in any way. Each look at a number is taken as a sum over whole
 * groups, each of at least five ratings; looks for which no such sum is found would tell of fewer, or of other ratings.
 */
export class Differences<Group> {
  readonly #systems = new Map<string, Row<Group>[]>()
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<Group, number>()

  /** Throws where the looks so far, added and subtracted until no group is left, leave a number. */
  look(number: string, groups: readonly Group[], value: number): void {
    const key = `${number} ${groups.map((group) => this.#name(group)).sort()}`
    const before = this.#seen.get(key)
    if (before === value) return
    this.#seen.set(key, value)
    const system = this.#systems.get(number) ?? []
    this.#systems.set(number, system)
    const row: Row<Group> = { groups: new Map(groups.map((group) => [group, 1])), value }
    for (const known of system) {
      const [pivot] = known.groups.keys()
      const times = pivot === undefined ? undefined : row.groups.get(pivot)
      if (times) subtract(row, known, times)
    }
    if (row.groups.size > 0) system.push(normal(row))
    else if (row.value % P !== 0)
      throw new Error(`${number}: looks that differ by no whole group differ by a number`)
  }

  #name(group: Group): number {
    const name = this.#names.get(group) ?? this.#names.size
    this.#names.set(group, name)
    return name
  }
}

function subtract<Group>(row: Row<Group>, known: Row<Group>, times: number): void {
  for (const [group, n] of known.groups) {
    const rest = modulo((row.groups.get(group) ?? 0) - times * n)
    if (rest === 0) row.groups.delete(group)
    else row.groups.set(group, rest)
  }
  row.value = modulo(row.value - times * known.value)
}

/** Its first group counts once. */
function normal<Group>({ groups, value }: Row<Group>): Row<Group> {
  const [first] = groups.values()
  const times = inverse(first ?? 1)
  return {
    groups: new Map([...groups].map(([group, n]) => [group, modulo(n * times)])),
    value: modulo(value * times),
  }
}

/** By Fermat's little theorem. */
function inverse(n: number): number {
  let result = 1
  let base = modulo(n)
  for (let power = P - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = modulo(result * base)
    base = modulo(base * base)
  }
  return result
}

function modulo(n: number): number {
  return ((n % P) + P) % P
}

/** Every count in a piece of JSON, with its path. A share counts by its numerator and denominator; the rest follows from them. */
export function countsIn(json: unknown, path = ''): [path: string, count: number][] {
  if (typeof json === 'number') return [[path, json]]
  if (typeof json !== 'object' || json === null) return []
  const parts = Object.entries(json).filter(([key]) => !('low' in json && /^(share|low|high)$/.test(key)))
  return parts.flatMap(([key, part]) => countsIn(part, `${path}.${key}`))
}
