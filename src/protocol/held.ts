import * as z from 'zod/mini'
import { atMost } from '#src/domain/length.ts'

const EntryNumber = z.int().check(z.positive())

/**
 * `POST …/devices/:id/held`: what a retired tablet still sent, the entries `from` to `to` of that `log`, both included, all that
 * waits there as the head saw it, is counted like what comes late (`count`) or stays in no figure (`leave`). Neither is undone.
 */
export const HeldForm = z.strictObject({
  log: z.string().check(atMost(40)),
  from: EntryNumber,
  to: EntryNumber,
  as: z.literal(['count', 'leave']),
})
export type HeldForm = z.infer<typeof HeldForm>
