/** All chance of a simulated world comes from here: the same seed gives the same numbers, in the same order. */
export type Random = {
  /** In [0, 1). */
  next: () => number
  /** A whole number from `from` to `to`, both included. */
  int: (from: number, to: number) => number
  /** True so often as `share` says. */
  chance: (share: number) => boolean
  pick: <T>(from: readonly T[]) => T
  bytes: (count: number) => Uint8Array<ArrayBuffer>
  /** A source of its own for one part of the world, so that what the others draw does not change it. */
  fork: (name: string) => Random
}

/** sfc32 (Chris Doty-Humphrey, PractRand), whose state is filled from the seed's text by FNV-1a. */
export function makeRandom(seed: string): Random {
  const draw = sfc32(seed)
  const next = () => draw() / 2 ** 32
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (from) => from[int(0, from.length - 1)]!,
    bytes: (count) => Uint8Array.from({ length: count }, () => draw() & 255),
    fork: (name) => makeRandom(`${seed}/${name}`),
  }
}

function sfc32(seed: string): () => number {
  let [a, b, c, d] = [0, 1, 2, 3].map((part) => fnv(`${part} ${seed}`)) as [number, number, number, number]
  const draw = () => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return t >>> 0
  }
  for (let warm = 0; warm < 12; warm += 1) draw()
  return draw
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash | 0
}
