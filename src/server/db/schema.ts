import type { Column } from '#src/domain/tally.ts'
import type { PeopleTables } from './schema-people.ts'
import type { PinTables } from './schema-pins.ts'

type Beside = PeopleTables & PinTables

/**
 * The tables, alike on SQLite and PostgreSQL. Lines and hashes of logs are bytes of UTF-8; ids and days are text;
 * instants are integers, ms since 1970; flags are 0 or 1. Only `entry`, `receive_mark`, `batch`, `closing` and `sealed`
 * are the log: nothing updates or deletes in the first four (triggers see to it).
 */
export type Schema = Beside & {
  meta: { key: string; value: string }
  /** One row: the last sure time, from which a leap of the server's clock is told: see `Sure` in clock.ts. */
  clock: { id: number; trusted: number; reading: number }
  unit: {
    id: string
    parent: string | null
    name: string
    place: string
    national_id: string | null
    /** The local day after which the unit is over; null: it stands. */
    last_day: string | null
    /** JSON: hours, meet. */
    settings: string
    /** PIN verifier of the staff corner, JSON. */
    staff_pin: string
    /** How many ratings were received: the next receive mark's position. Locked while a batch or a closing is written. */
    position: number
    /** Ordinal of the last closed half day. */
    closed: number
    /** What a tablet calls the config's version is the sum of the unit's and the device's: it only grows. */
    config_version: number
  }
  /**
   * By what another program pulls. `hash` is SHA-256 of the secret, which is kept nowhere; `reads`: what it may read, as `summary
   * ratings`; `last_day`: the last local day on which it is good; `used_at`: to the hour; `rows_day`: the last local day on which the
   * unit's log says that it opened rows. What was revoked stays: entries of the unit's log speak of it.
   */
  token: {
    id: string
    unit: string
    hash: string
    name: string
    reads: string
    made_by: string
    made_at: number
    last_day: string
    revoked_at: number | null
    used_at: number | null
    rows_day: string | null
  }
  /** Failed sign-ins, pairings, tokens and links by the key that they count under (guessing.ts): slows, survives a restart. */
  attempt: { key: string; failures: number; last_at: number }
  counter: {
    id: string
    unit: string
    label: string
    name: string
    officer: string | null
    closed_since: number | null
    /** 1: no counter but the hall; its tablets ask the citizen which counter it was. */
    hall: number
  }
  /** `initials` '': made from the name. `absences`: JSON of Absence[], the latest last. */
  officer: Record<'id' | 'unit' | 'name' | 'title' | 'field' | 'initials' | 'absences', string>
  device: {
    id: string
    unit: string
    counter: string
    /** The raw P-256 point, base64url, that it got last. */
    key: string
    /** The generation that it writes now. */
    generation: number
    practice: number
    retired: number
    paired_at: number
    config_version: number
    /** SHA-256 of the cookie by which an emptied tablet is recognised. */
    cookie: string
    /** What it last said of itself, JSON of TabletState, and when. */
    state: string | null
    seen_at: number | null
    /** The tablet in whose place it came, by the code that paired it. */
    replaces: string | null
    /** Until when it shows which tablet it is, ms. */
    called_until: number | null
  }
  /** Every key that a tablet has had: what one of them signed is this tablet's. */
  device_key: { device: string; key: string }
  /** `code` is SHA-256 of the eight symbols. `replaces`: the tablet in whose place the new one comes. */
  pairing_code: {
    code: string
    unit: string
    counter: string
    expires_at: number
    used_at: number | null
    replaces: string | null
  }
  /**
   * One row a log: a tablet's generation, a unit's log, or a branch (`<log>~<k>`), whose entries begin after `fork` and
   * are hashed under the name of the log that they branched from.
   */
  log: {
    id: string
    unit: string
    device: string | null
    /** The public key that its batches are signed with, as its genesis says; null for a unit's log. */
    key: string | null
    hashed_as: string
    /** The log that a branch left after `fork`; null for a log that is no branch. */
    parent: string | null
    fork: number
    /** Last number and its hash. */
    head: number
    hash: string
    /** Numbers up to here are in the tallies but those in `held_left`; those above it are held. */
    folded: number
    /** The run that the last `mark` began, for the entries that follow. */
    run: string | null
    /** 1: the tablet was retired, what came since then waits for the head. */
    held: number
  }
  /** What a head left uncounted of that which a retired tablet still sent; of numbers up to the log's `folded`. */
  held_left: { log: string; from_n: number; to_n: number }
  entry: { log: string; n: number; hash: string; line: Uint8Array }
  /**
   * When the server received a rating and where it counts; written once. `position` orders the unit's ratings without a
   * gap. `release` is the half day whose closing includes it. `offset_ms` is server minus tablet; null: the run had
   * never met the server, so the day is that of the receipt ("ước tính").
   */
  receive_mark: {
    log: string
    n: number
    unit: string
    position: number
    received_at: number
    offset_ms: number | null
    day: string
    hour: number
    release: number
  }
  /**
   * How a log stood when its tablet came back empty: up to `n` all is here. `pending`: how many more entries the tablet
   * last said that it had; null: it had said nothing. `refilled`: a rescue file has since brought what came up to there; null: none has.
   */
  emptied: {
    device: string
    log: string
    n: number
    hash: string
    pending: number | null
    at: number
    refilled: number | null
  }
  /** Sealed comments: the one thing beside the log that may be erased, by an entry of the unit's log. */
  sealed: { log: string; n: number; sealed: Uint8Array }
  /** Each batch's proof: what the device signed. */
  batch: {
    log: string
    from_n: number
    to_n: number
    hash: string
    body_hash: string
    sig: string
    received_at: number
  }
  /** Clock offset of each run that met the server, and how far its own clock had come; null: heard by an earlier version. */
  run: { device: string; run: string; offset_ms: number; at: number; mono: number | null }
  /**
   * Numbers that a tablet no longer holds as they were. `receipt` is what proves it: the receipt that this server once signed for
   * them (JSON of Signed), or for damaged lines that were never sent the tablet's own word (JSON of SignedLost). `hash` is
   * the hash at `to_n` from which the chain goes on.
   */
  hole: { log: string; from_n: number; to_n: number; hash: string; receipt: string; at: number }
  /** Batches that were refused although they claimed a known device: shown to the head (P3). */
  refusal: { device: string; code: string; day: string; count: number; last_at: number }
  /** The fold. `officer` is '' for none. */
  tally: {
    log: string
    day: string
    hour: number
    counter: string
    officer: string
    release: number
    unit: string
  } & Record<Column, number>
  /** Signed closings; `n` is the entry of the unit's log. */
  closing: { unit: string; release: number; log: string; n: number; sig: string; kid: string; at: number }
  /** Where the unit's own log ends, as the server signed it at its last entry (unit-head.ts). */
  unit_head: { unit: string; n: number; hash: string; sig: string; kid: string }
  /**
   * What the unit has taken in since its last closing, as the server signed it at its last batch (intake.ts). `marks`: one
   * hash over the receive marks up to `position`; `logs`: JSON, of each tablet's log its last number and the hash of its row.
   */
  intake: { unit: string; position: number; marks: string; logs: string; sig: string; kid: string }
  /** Ratings of closed half days that wait for a group of five; `half` is the ordinal of the half day that they count on. */
  waiting: { unit: string; kind: 'row' | 'feedback'; log: string; n: number; counter: string; half: number }
  /**
   * Ratings that filled no block of five of their day (domain/release.ts), in the order in which the closings brought
   * them: `seq` runs from 0 without a gap, each five are a block for ever. `day` is the one on which the rating counts.
   */
  leftover: { unit: string; seq: number; log: string; n: number; day: string }
  /** Receipt codes of the ratings in closed half days, as the tablet showed them: by these a citizen asks. */
  receipt: { log: string; n: number; code: string }
  /**
   * Single ratings that were released, in an order of their own. What else a row carries is read from the
   * entry. `kind` row: the pull; feedback: reasons and comments.
   */
  released: {
    unit: string
    release: number
    kind: 'row' | 'feedback'
    position: number
    log: string
    n: number
    span: 'half' | 'day' | 'week' | 'month'
    span_from: string
    span_half: 'am' | 'pm' | null
    /** Of a row: what its counter's figures are summed from; null for feedback. */
    counter: string | null
    score: number | null
  }
  /**
   * What the last reading of all logs found of a unit (verified/verified.ts): when it was read, in which epoch, where the unit's
   * own log then ended; how many faults, and the first of them, JSON of Fault.
   */
  verified: {
    unit: string
    at: number
    epoch: string
    n: number
    hash: string
    count: number
    faults: string
  }
  /** What a counter, officer or account was called from that entry of the unit's log on (names.ts). */
  name_since: { unit: string; id: string; n: number; name: string }
  /** Who does what one process alone does has taken its turn, and when (turn.ts). */
  turn: { name: string; began_at: number }
}
