import * as z from 'zod/mini'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'
import { MOST_OFFICERS } from '#src/domain/roster.ts'
import { officerFields } from './session.ts'

const Day = z.string().check(z.refine(isDay))

/** `POST …/officers/{officer}/leave`: the last day on which they work. */
export const LeaveForm = z.object({ last: Day })
export type LeaveForm = z.infer<typeof LeaveForm>

/** `POST …/officers/{officer}/return`: the first day on which they work again. */
export const ReturnForm = z.object({ back: Day })
export type ReturnForm = z.infer<typeof ReturnForm>

/** One line of an import. Names as they are written, Unicode composed. `id` null: who is meant says the name. */
export const RosterLine = z.object({
  id: z.nullable(Id),
  name: officerFields.name,
  title: z.optional(officerFields.title),
  field: z.optional(officerFields.field),
  initials: z.optional(officerFields.initials),
})
export type RosterLine = z.infer<typeof RosterLine>

/** `POST …/officers/import`: all lines or none. */
export const RosterForm = z.object({
  officers: z.array(RosterLine).check(atLeast(1), atMost(MOST_OFFICERS)),
})
export type RosterForm = z.infer<typeof RosterForm>

/** How many bytes such a form may have: each character of each field three of UTF-8, and the names of the fields. */
export const MAX_ROSTER = 2 * 1024 * 1024

/** How many officers came, changed, and stayed as they were. */
export const RosterImported = z.object({ added: z.int(), changed: z.int(), same: z.int() })
export type RosterImported = z.infer<typeof RosterImported>

/** `GET …/officers?format=csv` */
export const RosterQuery = z.strictObject({ format: z.literal('csv') })

/** The columns of a roster's file, as the export and the template name them. */
export const ROSTER_HEADER = {
  id: 'Mã',
  name: 'Họ và tên',
  title: 'Chức danh',
  field: 'Lĩnh vực',
  initials: 'Chữ viết tắt',
} as const
