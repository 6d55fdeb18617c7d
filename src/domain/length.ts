import * as z from 'zod/mini'

/*
 * Bounds of a string's length in UTF-16 units, and of an array's. Zod's own look at whatever has a `length`, also where it is no
 * string, and throw where that cannot be compared with a number: `{"length": {"toString": 1}}` from outside would be a bug of
 * ours instead of a wrong value.
 */

type Measured = string | readonly unknown[]

export function atLeast<T extends Measured>(minimum: number) {
  return z.check<T>(({ value, issues }) => {
    if (value.length < minimum) issues.push({ code: 'too_small', minimum, ...of(value) })
  })
}

export function atMost<T extends Measured>(maximum: number) {
  return z.check<T>(({ value, issues }) => {
    if (value.length > maximum) issues.push({ code: 'too_big', maximum, ...of(value) })
  })
}

function of<T extends Measured>(input: T) {
  return { origin: typeof input === 'string' ? 'string' : 'array', inclusive: true, input } as const
}
