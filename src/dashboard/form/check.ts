import type * as z from 'zod/mini'
import type { Wrong } from './Field.tsx'

/** The form as the protocol wants it, or which fields are wrong: the server asks the same again. */
export function check<F>(
  schema: z.ZodMiniType<F>,
  typed: unknown,
): { ok: true; form: F } | { ok: false; wrong: Wrong } {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return { ok: true, form: parsed.data }
  return {
    ok: false,
    wrong: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])),
  }
}
