import * as z from 'zod/mini'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import { Hours } from './config.ts'

/** What a head says of the unit in its settings. */

/** More spans than any office's day has; the config of a tablet holds them all. */
const MOST_SPANS = 6
export const OfficeHours = Hours.check(
  z.refine(
    (week) =>
      week === null || week.every((day) => day.length <= MOST_SPANS && day.every(([from, to]) => from < to)),
  ),
)

/** What a unit changes in the calendar: `OwnDays` in holidays.ts. So many are more than it does in two years; a tablet's config holds them. */
const MOST_OWN_DAYS = 40
const SomeDays = z.array(z.string().check(z.refine(isDay))).check(atMost(MOST_OWN_DAYS))
export const DaysForm = z.object({ off: SomeDays, work: SomeDays })

/** As `công chức`; '': cán bộ. It stands within sentences, so it begins small. */
export const OfficerWord = z
  .string()
  .check(z.trim(), z.normalize('NFC'), z.toLowerCase(), atMost(24), z.regex(/^(\p{Ll}+( \p{Ll}+)*)?$/u))

/** So many times as long as usual a citizen's screen stays before it closes by itself. */
export const Patience = z.literal([1, 2, 3])

/** So many people at most are told of urgent matters at once. */
const MOST_RECEIVERS = 10
export const Receivers = z.array(Id).check(atMost(MOST_RECEIVERS))

const MOST_DAYS = 30
const WorkingDays = z.int().check(z.minimum(1), z.maximum(MOST_DAYS))
/** `Deadlines` in domain/deadlines.ts: nothing is concluded before it must be acknowledged. */
const Deadlines = z.object({ acknowledge: WorkingDays, conclude: WorkingDays })
export const DeadlinesForm = Deadlines.check(({ value, issues }) => {
  if (value.conclude < value.acknowledge)
    issues.push({
      ...{ code: 'invalid_format', format: 'too-few' },
      input: String(value.conclude),
      path: ['conclude'],
    })
})
