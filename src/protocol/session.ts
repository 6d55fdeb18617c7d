import * as z from 'zod/mini'
import { Id } from '#src/domain/id.ts'

const Text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))
const OptionalText = (max: number) => z.string().check(z.trim(), z.maxLength(max))

/** At least twelve characters, at most 200. */
export const Password = z.string().check(z.minLength(12), z.maxLength(200))
export const UserName = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9._-]{3,40}$/))
export const StaffPin = z.string().check(z.regex(/^\d{6}$/))

/** `POST /api/v1/session` */
export const SignIn = z.object({
  user: z.string().check(z.maxLength(100)),
  password: z.string().check(z.maxLength(200)),
})

/** `GET /api/v1/session` */
export const Session = z.object({
  account: z.object({ id: Id, user: z.string(), name: z.string(), role: z.literal(['head']) }),
  unit: z.object({ id: Id, name: z.string(), place: z.string() }),
  origin: z.string(),
})
export type Session = z.infer<typeof Session>

export const CounterForm = z.object({ label: Text(20), name: OptionalText(80), officer: z.nullable(Id) })
export const OfficerForm = z.object({ name: Text(80), title: OptionalText(80) })

/** `POST /api/v1/setup`, once, with the token of the link that the server printed at its first start. */
export const Setup = z.object({
  token: z.string().check(z.maxLength(100)),
  unit: z.object({ name: Text(120), place: OptionalText(120), nationalId: z.optional(OptionalText(40)) }),
  head: z.object({ name: Text(80), user: UserName, password: Password }),
  counter: z.object({ label: Text(20), name: OptionalText(80) }),
  officer: z.nullable(OfficerForm),
  staffPin: StaffPin,
})
export type Setup = z.infer<typeof Setup>

/** `POST /api/v1/units/{unit}/pairing-codes {counter}`: shown once, ten minutes, one use. */
export const PairingOffer = z.object({ code: z.string(), expires: z.int(), address: z.string() })
export type PairingOffer = z.infer<typeof PairingOffer>

/** A tablet as the head sees it. Times are ms since 1970 on the server's clock. */
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
  entries: z.int(),
  /** What is wrong with its log: named, with numbers. */
  faults: z.array(
    z.object({
      kind: z.literal(['hole', 'branch', 'held', 'refused']),
      from: z.int(),
      to: z.int(),
      at: z.int(),
    }),
  ),
})
export const UnitView = z.object({
  unit: z.object({ id: Id, name: z.string(), place: z.string() }),
  counters: z.array(
    z.object({
      id: Id,
      label: z.string(),
      name: z.string(),
      officer: z.nullable(Id),
      closedSince: z.nullable(z.int()),
    }),
  ),
  officers: z.array(z.object({ id: Id, name: z.string(), title: z.string() })),
  devices: z.array(DeviceView),
  now: z.int(),
})
export type UnitView = z.infer<typeof UnitView>
