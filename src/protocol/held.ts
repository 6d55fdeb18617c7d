import * as z from 'zod/mini'
import { LogId } from '#src/domain/id-schema.ts'

const EntryNumber = z.int().check(z.positive())

/**
 * `POST …/devices/:id/held`: what a retired tablet still sent, the entries `from` to `to` of that `log`, both included, all that
 * waits there as the head saw it, is counted like what comes late (`count`) or stays in no figure (`leave`). Neither is undone.
 */
export const HeldForm = z.strictObject({
  log: LogId,
  from: EntryNumber,
  to: EntryNumber,
  as: z.literal(['count', 'leave']),
})
export type HeldForm = z.infer<typeof HeldForm>
