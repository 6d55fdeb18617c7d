/** The failures counted under one key, and when they were last counted, ms since 1970. */
export type Tries = { failures: number; last_at: number }

/**
 * How failures are borne. `grows`: so many are free, then each wait is twice the one before; what is right, or a quiet day,
 * makes all good. `leaks`: so many are held, and one is forgotten each so many ms; for a key that many people share, whom
 * one of them must not shut out for long.
 */
export type Patience =
  | { kind: 'grows'; free: number; first: number; most: number; forgets: number }
  | { kind: 'leaks'; holds: number; each: number }

/** How long until the next try is answered, ms; 0 for at once. */
export function waitFor(patience: Patience, tries: Tries, now: number): number {
  const passed = passedSince(tries, now)
  switch (patience.kind) {
    case 'grows': {
      const { free, first, most, forgets } = patience
      if (tries.failures < free || passed > forgets) return 0
      return Math.max(0, Math.min(most, first * 2 ** Math.min(30, tries.failures - free)) - passed)
    }
    case 'leaks': {
      const { holds, each } = patience
      return Math.max(0, (tries.failures - holds + 1) * each - passed)
    }
  }
}

/** The tries after one more failure. */
export function withFailure(patience: Patience, tries: Tries, now: number): Tries {
  const passed = passedSince(tries, now)
  switch (patience.kind) {
    case 'grows':
      return { failures: passed > patience.forgets ? 1 : tries.failures + 1, last_at: now }
    case 'leaks': {
      const left = tries.failures - Math.floor(passed / patience.each)
      // What has passed towards the next leak is kept, else a steady guesser would stop it.
      return left > 0
        ? { failures: left + 1, last_at: now - (passed % patience.each) }
        : { failures: 1, last_at: now }
    }
  }
}

/** The tries after one that turned out right; undefined where none is left. */
export function withoutFailure(patience: Patience, tries: Tries): Tries | undefined {
  if (patience.kind === 'grows' || tries.failures <= 1) return undefined
  return { ...tries, failures: tries.failures - 1 }
}

/** A clock that was set back must not make anybody wait for longer than the wait itself. */
function passedSince({ last_at }: Tries, now: number): number {
  return now < last_at ? 0 : now - last_at
}
