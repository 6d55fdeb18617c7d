import * as z from 'zod/mini'
import { isDay, PERIODS } from '#src/domain/calendar.ts'
import { REASONS } from '#src/domain/conduct.ts'
import { HalfDay, Period, Share, StandardFigure } from './reports.ts'

/** `GET /api/v1/own/figures?period=&day=`: of the period of that kind in which `day` lies (default: this month). */
export const OwnQuery = z.strictObject({
  period: z.optional(z.literal(PERIODS)),
  day: z.optional(z.string().check(z.refine(isDay))),
})
export type OwnQuery = z.infer<typeof OwnQuery>

/**
 * What an officer reads of themselves: figures in whole blocks of five of their own ratings, at the earliest the next day; reasons that were
 * given five times and more. Never levels, days, counts of the day, or a rating.
 */
export const OwnFigures = z.object({
  officer: z.object({ name: z.string(), title: z.string(), field: z.string() }),
  unit: z.object({ name: z.string(), place: z.string() }),
  /** Where the head has them credited now. */
  counters: z.array(z.object({ label: z.string(), name: z.string() })),
  period: Period,
  /** Null until a block of five lies wholly in the period. */
  figures: z.nullable(
    z.object({
      n: z.int(),
      share: Share,
      standards: z.array(StandardFigure),
      reasons: z.array(z.object({ reason: z.literal(REASONS), n: z.int() })),
    }),
  ),
  /** The last half day that the figures can reach. */
  through: HalfDay,
  now: z.int(),
})
export type OwnFigures = z.infer<typeof OwnFigures>
