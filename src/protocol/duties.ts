import * as z from 'zod/mini'
import { isDay } from '#src/domain/calendar.ts'
import { CORRECTIONS, OBJECTIONS } from '#src/domain/duty.ts'
import { DeviceId, Id } from '#src/domain/id-schema.ts'

const Day = z.string().check(z.refine(isDay))
const At = z.int().check(z.minimum(0))

/** `GET …/duties?day=`: all duties that began on that day (default: today), and whatever an officer objected to. */
export const DutiesQuery = z.strictObject({ day: z.optional(Day) })
export type DutiesQuery = z.infer<typeof DutiesQuery>

/**
 * `POST …/duties/{duty}/correct`: from then on that duty, or the part of it from one quarter of an hour to another (ms since 1970), is
 * credited to that officer; null: to nobody. Ratings are not touched. `POST …/duties/{duty}/keep` leaves it and answers the objection.
 */
export const DutyCorrection = z.object({
  officer: z.nullable(Id),
  why: z.enum(CORRECTIONS),
  part: z.optional(z.nullable(z.object({ from: At, to: At }))),
})
export type DutyCorrection = z.infer<typeof DutyCorrection>

const Decision = z.object({
  at: At,
  /** What who decided is called. */
  by: z.string(),
  /** Null: the duty was left as it is. */
  corrected: z.nullable(
    z.object({
      officer: z.nullable(Id),
      why: z.enum(CORRECTIONS),
      part: z.nullable(z.object({ from: At, to: At })),
    }),
  ),
})

/**
 * Who was on duty by a tablet, to the minute; `to` null: it is not known to have ended. Never how many ratings it has, or what they say. `bar`: why
 * who asks may not decide about it.
 */
const Duty = z.object({
  id: DeviceId,
  officer: Id,
  counter: Id,
  device: DeviceId,
  from: At,
  to: z.nullable(At),
  objection: z.nullable(z.object({ why: z.enum(OBJECTIONS), day: Day })),
  decisions: z.array(Decision),
  bar: z.nullable(z.enum(['duty-open', 'duty-late', 'own-duty'])),
})
export type Duty = z.infer<typeof Duty>

/** `objections`: those that nobody decided yet first. */
export const DutyList = z.object({ now: At, day: Day, objections: z.array(Duty), duties: z.array(Duty) })
export type DutyList = z.infer<typeof DutyList>
