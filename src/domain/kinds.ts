import * as z from 'zod/mini'
import { OBJECTIONS } from './duty.ts'
import { Hash } from './entry-schema.ts'
import { DeviceId, Id, LogId } from './id-schema.ts'
import { atMost } from './length.ts'

/** The kinds of entry besides ratings. */

/** First entry of every generation of a tablet's log. `key` is the raw P-256 point, base64url. */
export const Genesis = z.object({
  device: DeviceId,
  key: z.string().check(z.regex(/^[\w-]{87}$/)),
  /**
   * Where the generation before stood by its last receipt, and why it ended: the server had another entry for a number (`branch`), or
   * more than the tablet (`behind`), or a line on the tablet is not what was written (`damage`). Without `why` the tablet was emptied.
   */
  after: z.optional(
    z.object({
      log: LogId,
      n: z.int(),
      hash: Hash,
      why: z.optional(z.enum(['branch', 'behind', 'damage'])),
    }),
  ),
})

/** The tablet took on a configuration: from here its ratings are of this counter. */
export const Assigned = z.object({ config: z.int(), unit: Id, counter: Id })
export type Assigned = z.infer<typeof Assigned>

/**
 * A run begins: a span in which wall clock and monotonic clock agree, so that one offset serves all its entries.
 * `used` and `quota` are MiB.
 */
export const Mark = z.object({
  build: z.string().check(atMost(20)),
  run: z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/)),
  persisted: z.boolean(),
  used: z.int(),
  quota: z.int(),
})

/**
 * From here on that officer is on duty at this tablet (`start`; `takeover`: another one was until then), or no longer is (`end`;
 * `auto`: the working hours were over).
 */
export const Duty = z.object({
  officer: Id,
  counter: Id,
  change: z.enum(['start', 'takeover', 'end', 'auto']),
})
export type Duty = z.infer<typeof Duty>

/** By their PIN an officer says that the duty which entry `n` of this log began is not theirs, or not all of it. */
export const Objection = z.object({
  officer: Id,
  n: z.int().check(z.positive()),
  why: z.enum(OBJECTIONS),
})
export type Objection = z.infer<typeof Objection>

/** A wrong PIN for that officer was entered on this tablet; `failures`: how many there were since the last right one. */
export const PinFailure = z.object({ officer: Id, failures: z.int() })
export type PinFailure = z.infer<typeof PinFailure>

/** A half day of a unit closed: the last number and hash of each of its logs. Written by the server in the unit's log. */
export const Closed = z.object({
  /** The ordinal of the half day, see calendar.ts. */
  release: z.int(),
  heads: z.array(z.tuple([z.string(), z.int(), Hash])),
})

/** Something that a person did: who, what, to what. Ids and plain facts, never names or secrets. */
export const Deed = z.object({
  by: z.nullable(Id),
  deed: z.string().check(atMost(40)),
  of: z.optional(z.string().check(atMost(80))),
})
export type Deed = z.infer<typeof Deed>
