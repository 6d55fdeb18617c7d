import * as z from 'zod/mini'
import { ROLES } from '#src/domain/access.ts'
import { DeviceId, Id } from '#src/domain/id-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'
import { Config, Hours } from './config.ts'
import { seen } from './field-problem.ts'
import { ServerView, VerifiedView } from './machine.ts'
import { PinState } from './pins.ts'
import { DaysForm, DeadlinesForm, OfficeHours, OfficerWord, Patience, Receivers } from './unit-settings.ts'

/** One line that can be stored and printed anywhere, Unicode composed: no control characters, no half of a surrogate pair, nothing unseen. */
const Line = [z.trim(), z.normalize('NFC'), z.regex(/^[^\p{Cc}\p{Cs}]*$/u), seen()] as const
export const Text = (max: number) => z.string().check(...Line, atLeast(1), atMost(max))
export const OptionalText = (max: number) => z.string().check(...Line, atMost(max))

/** At least twelve characters, at most 200. */
export const Password = z.string().check(atLeast(12), atMost(200))
export const UserName = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9._-]{3,40}$/))
export const StaffPin = z.string().check(z.regex(/^\d{6}$/))

/** `POST /api/v1/session` */
export const SignIn = z.object({
  user: OptionalText(100),
  password: z.string().check(atMost(200)),
})
export type SignIn = z.infer<typeof SignIn>

/** Who is signed in. */
export const Session = z.object({
  account: z.object({
    id: Id,
    user: z.string(),
    name: z.string(),
    role: z.literal(ROLES),
    /** Which officer of the unit this person is; null: none. */
    officer: z.nullable(Id),
    hasPassword: z.boolean(),
    /** Whether urgent matters are told to this person: the unit names them, or they are a superior. */
    urgent: z.boolean(),
  }),
  unit: z.object({ id: Id, name: z.string(), place: z.string() }),
  origin: z.string(),
})
export type Session = z.infer<typeof Session>

/** `GET /api/v1/session`. To be signed out is an answer: whoever opens the first page has done nothing wrong. */
export const WhoReads = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(true), session: Session }),
  z.object({ signedIn: z.literal(false) }),
])
export type WhoReads = z.infer<typeof WhoReads>

export const CounterForm = z.object({ label: Text(20), name: OptionalText(80), officer: z.nullable(Id) })
export type CounterForm = z.infer<typeof CounterForm>

/** `POST …/counters`. `hall`: no counter but the hall, with no officer, whose tablets ask the citizen which counter it was; for good. */
export const NewCounterForm = z.extend(CounterForm, { hall: z.optional(z.boolean()) })
export type NewCounterForm = z.infer<typeof NewCounterForm>

/** `initials`: two letters as a rule; where they are '', they are made from the name. */
export const officerFields = {
  name: Text(80),
  title: OptionalText(80),
  field: OptionalText(80),
  initials: z
    .string()
    .check(z.trim(), z.normalize('NFC'), z.toUpperCase(), atMost(3), z.regex(/^(\p{L}\p{M}*)*$/u)),
}
export const OfficerForm = z.object({
  ...officerFields,
  field: z.optional(officerFields.field),
  initials: z.optional(officerFields.initials),
})
export type OfficerForm = z.infer<typeof OfficerForm>

/** `PATCH …/counters/{counter}`: what is absent stays. `closed`: the head closes or opens the counter now. */
export const CounterPatch = z.partial(z.extend(CounterForm, { closed: z.boolean() }))
export type CounterPatch = z.infer<typeof CounterPatch>

/** `PATCH …/officers/{officer}` */
export const OfficerPatch = z.partial(z.object(officerFields))
export type OfficerPatch = z.infer<typeof OfficerPatch>

/** `PATCH /api/v1/units/{unit}` */
export const UnitPatch = z.partial(
  z.object({
    name: Text(120),
    place: OptionalText(120),
    hours: OfficeHours,
    days: DaysForm,
    meet: z.nullable(z.object({ room: OptionalText(80), phone: OptionalText(30) })),
    urgent: Receivers,
    word: OfficerWord,
    patience: Patience,
    deadlines: DeadlinesForm,
  }),
)
export type UnitPatch = z.infer<typeof UnitPatch>

/** `POST …/staff-pin`: another PIN of the tablets' staff corner. */
export const StaffPinForm = z.object({ pin: StaffPin })
export type StaffPinForm = z.infer<typeof StaffPinForm>

/** `POST /api/v1/setup`, once, with the token of the link that the server printed at its first start. */
export const Setup = z.object({
  token: z.string().check(atMost(100)),
  unit: z.object({ name: Text(120), place: OptionalText(120), nationalId: z.optional(OptionalText(40)) }),
  head: z.object({ name: Text(80), user: UserName, password: Password }),
  counter: z.object({ label: Text(20), name: OptionalText(80) }),
  officer: z.nullable(OfficerForm),
  staffPin: StaffPin,
})
export type Setup = z.infer<typeof Setup>

/** `POST /api/v1/setup/link`: is the link good? A body, since addresses stand in the logs of proxies. */
export const SetupLink = z.object({ token: z.string().check(atMost(100)) })
export type SetupLink = z.infer<typeof SetupLink>

/** What was set up; the head is signed in by the same answer. */
export const SetupAnswer = z.object({ unit: Id, head: Id, counter: Id, officer: z.nullable(Id) })
export type SetupAnswer = z.infer<typeof SetupAnswer>

/** Where something was added or changed. */
export const Changed = z.object({ id: z.string() })
export type Changed = z.infer<typeof Changed>

/** `POST /api/v1/units/{unit}/pairing-codes`. `replaces`: the tablet in whose place the new one comes; its log is then closed. */
export const PairingOfferForm = z.object({ counter: Id, replaces: z.optional(DeviceId) })
export type PairingOfferForm = z.infer<typeof PairingOfferForm>

/** `POST /api/v1/units/{unit}/devices/{device}/move`: at which counter it stands from now on. */
export const MoveForm = z.object({ counter: Id })
export type MoveForm = z.infer<typeof MoveForm>

/**
 * Shown once, one use, good for so many `seconds` from the answer on: until `expires`, ms since 1970 on the server's clock.
 * `address` is the kiosk's, with the code in its fragment.
 */
export const PairingOffer = z.object({
  code: z.string(),
  seconds: z.int(),
  expires: z.int(),
  address: z.string(),
})
export type PairingOffer = z.infer<typeof PairingOffer>

/**
 * A tablet as the head sees it. Times are ms since 1970 on the server's clock. Its health, and never that a rating came just
 * now (P9): `lastSync` is a quarter hour since which it has been heard, `pending` goes in steps of five, `clockOffset` of ten
 * seconds, `used` of a hundredth of the quota; `entries`, in steps of five, is as of the last closed half day, and a fault's
 * `at` a whole minute.
 */
export const DeviceView = z.object({
  id: z.string(),
  counter: Id,
  practice: z.boolean(),
  retired: z.boolean(),
  pairedAt: z.int(),
  /** Null: never. */
  lastSync: z.nullable(z.int()),
  pending: z.nullable(z.int()),
  clockOffset: z.nullable(z.int()),
  used: z.nullable(z.int()),
  quota: z.nullable(z.int()),
  persisted: z.nullable(z.boolean()),
  build: z.nullable(z.string()),
  /** What opens the tablet without a network. Null: it did not say, as older ones do not. */
  worker: z.nullable(z.literal(['there', 'missing'])),
  /** The last write to its storage failed: it records nothing. */
  failing: z.boolean(),
  entries: z.int(),
  /**
   * What is wrong with its logs: named, with numbers of that `log` (none, and 0 to 0, where a batch was refused), `count` times
   * that day. `emptied`: the tablet came back without what it held; `to` is the last number that it had told of, before `from` where it had told of none;
   * `refilled`: a rescue file has since brought all that, up to `to`; what the tablet took after it was saved nobody knows.
   */
  faults: z.array(
    z.object({
      kind: z.literal(['hole', 'branch', 'held', 'refused', 'emptied', 'refilled', 'missing', 'damaged']),
      log: z.nullable(z.string()),
      from: z.int(),
      to: z.int(),
      at: z.int(),
      count: z.int(),
    }),
  ),
})
export type DeviceView = z.infer<typeof DeviceView>

/** When an officer was away, the latest last: after the day `last`, until the one before `back`; null: not back yet. Days are local. */
export const Absences = z.array(z.object({ last: z.string(), back: z.nullable(z.string()) }))

/** `GET /api/v1/units/{unit}` */
export const UnitView = z.object({
  unit: z.object({
    id: Id,
    name: z.string(),
    place: z.string(),
    hours: Hours,
    days: DaysForm,
    meet: Config.shape.meet,
    word: z.string(),
    patience: Patience,
    deadlines: DeadlinesForm,
    /** The accounts that urgent matters are told to. */
    urgent: z.array(Id),
    /** The unit above, which is told of them anyway; null: there is none. */
    above: z.nullable(z.string()),
  }),
  counters: z.array(
    z.object({
      id: Id,
      label: z.string(),
      name: z.string(),
      officer: z.nullable(Id),
      closedSince: z.nullable(z.int()),
      hall: z.boolean(),
    }),
  ),
  officers: z.array(
    z.object({
      id: Id,
      name: z.string(),
      title: z.string(),
      field: z.string(),
      /** '': those that are made from the name. */
      initials: z.string(),
      absences: Absences,
      pin: PinState,
      /** Until when the officer may set one by the link that was given last, ms; null: there is none that is good. */
      pinLink: z.nullable(z.int()),
    }),
  ),
  devices: z.array(DeviceView),
  server: ServerView,
  verified: VerifiedView,
  now: z.int(),
  /** Duties to which an officer objected and about which nobody decided yet. */
  objections: z.int(),
  /** Urgent matters of the last days, where who asks receives them; else null. */
  urgent: z.nullable(z.int()),
})
export type UnitView = z.infer<typeof UnitView>
