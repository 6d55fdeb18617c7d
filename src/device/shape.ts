/**
 * What a value must look like, without a schema library: the tablet reads five documents, and zod would be a sixth of
 * all that it loads. The documents' schemas stand in src/protocol; a test holds both to the same answer on every value.
 */
type Check = (value: unknown) => boolean
/** Each field of T, and none besides; `undefined` may pass where the field is optional. */
type Fields<T> = { readonly [K in keyof T]-?: Check }

export function object<T>(fields: Fields<T>): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    return Object.entries<Check>(fields).every(([key, check]) => check((value as Fields<T>)[key as keyof T]))
  }
}

/** `length`: how many there must be; absent: any number. */
export function array(check: Check, length?: number): Check {
  return (value) =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(check)
}

export const text: Check = (value) => typeof value === 'string'
export const whole: Check = (value) => Number.isSafeInteger(value)
export const flag: Check = (value) => typeof value === 'boolean'

export function like(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value)
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

export function nullable(check: Check): Check {
  return (value) => value === null || check(value)
}
