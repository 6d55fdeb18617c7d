import type { z } from 'zod/mini'

/** What a text says in that schema, or undefined where it is no JSON or says something else. */
export function readJson<T extends z.ZodMiniType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
