import * as z from 'zod/mini'
import { DeviceId, Id } from '#src/domain/id-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'
import { PublicKey } from './signed-schema.ts'

/** Minutes since local midnight, from and to. */
export const Span = z.tuple([
  z.int().check(z.minimum(0), z.maximum(1440)),
  z.int().check(z.minimum(0), z.maximum(1440)),
])

/** For each weekday, Monday first, the spans in which the office works; null: always. */
export const Hours = z.nullable(z.array(z.array(Span)).check(atLeast(7), atMost(7)))
export type Hours = z.infer<typeof Hours>

/** Verifier of a PIN: PBKDF2-SHA-256, salt and hash in base64url. */
export const PinVerifier = z.object({ salt: z.string(), rounds: z.int(), hash: z.string() })

/**
 * Who may go on duty at this tablet by a PIN of their own. `pin.hash` is that of this tablet alone: SHA-256, base64url, of
 * `<device> <what PBKDF2 makes of the PIN, base64url>`. `locked`: too many wrong PINs at all tablets; the head lifts it.
 */
export const RosterOfficer = z.object({
  id: Id,
  name: z.string(),
  title: z.string(),
  initials: z.optional(z.string()),
  pin: PinVerifier,
  locked: z.optional(z.literal(true)),
})
export type RosterOfficer = z.infer<typeof RosterOfficer>

const Counter = z.object({ id: Id, label: z.string(), name: z.string() })

/** All that a tablet is told: one document, signed by the server, with a version that only grows. */
export const Config = z.object({
  version: z.int(),
  device: z.string(),
  /**
   * The tablet's own key, when it was paired, ms, and in the place of which other one: a server that was put back to before it
   * believes its own signature.
   */
  paired: z.optional(z.object({ key: PublicKey, at: z.int(), replaces: z.optional(DeviceId) })),
  unit: z.object({ id: Id, name: z.string(), place: z.string() }),
  counter: Counter,
  /** Who is credited by the head's word; null: nobody, or whoever of the roster is on duty. `initials`: where not those of the name. */
  officer: z.nullable(
    z.object({ id: Id, name: z.string(), title: z.string(), initials: z.optional(z.string()) }),
  ),
  /** Who may be on duty here; absent where the head's word alone credits, or no officer has a PIN. */
  roster: z.optional(z.array(RosterOfficer)),
  /** It stands in the hall: the citizen first says which of these counters it was, or that nobody received them yet, and then it is `counter`'s. */
  hall: z.optional(z.array(Counter)),
  /** Until the head says that it begins, entries are practice and count nowhere. */
  practice: z.boolean(),
  retired: z.boolean(),
  /** When the head closed the counter, ms; null: open. */
  closedSince: z.nullable(z.int()),
  /** Label of another counter of the unit that is not closed; null or absent: there is none. */
  elsewhere: z.optional(z.nullable(z.string())),
  hours: Hours,
  /** The local days, of this year and the next, on which it does not work whatever the hours say. */
  daysOff: z.optional(z.array(z.string())),
  /** What the unit calls its officers on the citizens' screens, in Vietnamese; absent: cán bộ. */
  word: z.optional(z.string()),
  /** Screens that close by themselves stay so many times as long; absent: once. */
  patience: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  /** Until then, ms by the server's clock, it shows which tablet it is while nobody is at it; absent: nobody ever called it. */
  called: z.optional(z.int()),
  /** How the citizen reaches the head in person. */
  meet: z.nullable(z.object({ room: z.string(), phone: z.string() })),
  /** The server's one address, for the QR of a receipt code. */
  origin: z.string(),
  /** Public keys of the server: what signs receipts and configs, and what comments are sealed to. */
  keys: z.object({
    sign: z.array(z.object({ kid: z.string(), key: PublicKey })),
    seal: z.object({ kid: z.string(), key: PublicKey }),
  }),
  /** Opens the staff corner. */
  staffPin: PinVerifier,
  /** Seconds over which tablets spread their first exchange after start or `online`. */
  spread: z.int(),
  /** Seconds between exchanges when there is nothing to send. */
  heartbeat: z.int(),
})
export type Config = z.infer<typeof Config>
