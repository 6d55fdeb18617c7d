import type * as z from 'zod/mini'
import { type WrongFields, wrongFields } from '#src/protocol/field-problem.ts'

/** The form as the protocol wants it, or which fields are wrong: the server asks the same again. */
export function check<F>(
  schema: z.ZodMiniType<F>,
  typed: unknown,
): { ok: true; form: F } | { ok: false; wrong: WrongFields } {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return { ok: true, form: parsed.data }
  return { ok: false, wrong: wrongFields(parsed.error.issues) }
}
