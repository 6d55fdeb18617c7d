import * as z from 'zod/mini'
import { atLeast, atMost } from './length.ts'

/** Any entry, also of kinds that this program does not know yet: those are stored, and folded when understood. */
export const AnyEntry = z.object({
  v: z.int().check(z.positive()),
  at: z.int(),
  kind: z.string().check(atLeast(1), atMost(40)),
  /** Of it each kind's own schema tells; z.record would copy every body, for each entry of every batch. */
  body: z.custom<Record<string, unknown>>(isObject),
})
export type AnyEntry = z.infer<typeof AnyEntry>

export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entry in a line, or undefined where the line is not an entry. */
export function readLine(line: string): AnyEntry | undefined {
  try {
    return AnyEntry.safeParse(JSON.parse(line)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
