import * as z from 'zod/mini'
import { Id } from '#src/domain/id-schema.ts'
import { Feedback } from './reports.ts'

/** So many days back urgent matters are listed. */
export const URGENT_DAYS = 60
/** And so many back they are pointed to. */
export const URGENT_NEWS_DAYS = 7

/**
 * `GET /api/v1/units/{unit}/urgent`: ratings that say that money or a gift was asked for, which wait for no group (P9): to whom the unit names,
 * of that unit; to a superior, of all units below, without what the citizen wrote. `receives` false: who asks is not one of them, and the
 * list is empty. `kept`: something was written, and is read in the unit alone. The newest half day first.
 */
export const UrgentList = z.object({
  receives: z.boolean(),
  items: z.array(
    z.extend(z.pick(Feedback, { reasons: true, comment: true, sealed: true, altered: true }), {
      unit: z.object({ id: Id, name: z.string() }),
      counter: z.string(),
      kept: z.boolean(),
      day: z.string(),
      half: z.literal(['am', 'pm']),
    }),
  ),
})
export type UrgentList = z.infer<typeof UrgentList>
