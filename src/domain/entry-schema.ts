import * as z from 'zod/mini'
import { atLeast, atMost } from './length.ts'

/** Any entry, also of kinds that this program does not know yet: those are stored, and folded when understood. */
export const AnyEntry = z.object({
  v: z.int().check(z.positive()),
  at: z.int(),
  kind: z.string().check(atLeast(1), atMost(40)),
  body: z.record(z.string(), z.unknown()),
})
export type AnyEntry = z.infer<typeof AnyEntry>

export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** The entry in a line, or undefined where the line is not an entry. */
export function readLine(line: string): AnyEntry | undefined {
  try {
    return AnyEntry.safeParse(JSON.parse(line)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
