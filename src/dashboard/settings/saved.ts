import type * as z from 'zod/mini'
import type { Answer } from '../api.ts'
import { check } from '../form/check.ts'
import type { Wrong } from '../form/Field.tsx'

/** Saves what was typed, and then is `done`; or says which fields are wrong. */
export function saved<F>(
  [schema, typed]: readonly [z.ZodMiniType<F>, unknown],
  save: (form: F) => Promise<Answer<unknown>>,
  done: () => void,
): Promise<Answer<unknown>> | Wrong {
  const checked = check(schema, typed)
  if (!checked.ok) return checked.wrong
  return save(checked.form).then((answer) => {
    if (answer.ok) done()
    return answer
  })
}
