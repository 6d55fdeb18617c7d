import type { ObjectionWhy } from '#src/domain/duty.ts'
import type { Answers, End, RatingKind } from '#src/domain/rating.ts'
import type { Config } from '#src/protocol/config.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { Lost } from '#src/protocol/rescue-schema.ts'

/** What the world gives: passed in by page, worker and tests. */
export type Deps = {
  indexedDB: IDBFactory
  /** Absent: nothing can be laid aside. */
  caches?: CacheStorage
  crypto: Crypto
  locks: LockManager
  storage: StorageManager | undefined
  fetch: typeof fetch
  /** Wall clock, ms since 1970. */
  now: () => number
  /** Monotonic clock, ms from any start. */
  mono: () => number
  /** Calls back once after so many ms; the answer cancels. */
  later: (ms: number, then: () => void) => () => void
  /** In [0, 1), for jitter only. */
  chance: () => number
  /** Address of the server, without a slash at the end. */
  origin: string
  build: string
  /** Is this a secure context? Absent: yes. Asked at pairing. */
  secure?: boolean
  /** Resolves when a service worker is active for this page; never, where none comes. Absent: nobody asks. */
  serviceWorker?: () => Promise<unknown>
  /** How that worker stands now; undefined while nobody knows. Each exchange says it. */
  worker?: () => TabletState['worker']
}

/** The one open rating: written at the face and after each change. Nothing of it is sent. */
export type Draft = {
  kind: RatingKind
  answers: Answers
  /** Whom the rating is for, as it stood when the face was tapped. */
  counter: string
  officer: string | null
  /** At a tablet in the hall; absent: at the counter's own. */
  hall?: true
  /** ms between the screen's appearance and the tap. */
  shownToTap: number
  /** Wall clock at the tap. */
  tappedAt: number
}

/** Why something could not be written: nobody may be thanked. `newer`: a newer version of this program wrote what is there. */
export type StorageFailure = 'full' | 'refused' | 'timeout' | 'second-writer' | 'newer'

export type Kept = { ok: true } | { ok: false; why: StorageFailure }

/** `code` is the receipt code, `masked` whether numbers were hidden in the comment. `comment`: could the comment be kept? */
export type Closing = { ok: true; code: string; masked: boolean } | { ok: false; why: StorageFailure }

export type Pairing =
  | { ok: true; warnings: readonly PairingWarning[] }
  | { ok: false; why: 'offline' | 'insecure' | 'storage' | ProblemCode }

export type PairingWarning = 'not-persistent' | 'bare-address' | 'wrong-clock' | 'no-service-worker'

/** What the tablet is, as one value. */
export type Status =
  | { kind: 'opening' }
  | { kind: 'second' }
  | { kind: 'broken'; why: StorageFailure }
  | { kind: 'unpaired' }
  | {
      kind: 'paired'
      config: Config
      /** How the last exchange went; `untried` until there was one since the start. */
      link: 'untried' | 'online' | 'offline'
      storage: 'ok' | 'nearly-full'
      clockOffset: number | null
    }

/** For the staff corner. Times are wall clock ms, storage MiB. */
export type Health = {
  log: string
  entries: number
  pending: number
  lastReceipt: number | null
  lastTry: { at: number; outcome: string } | null
  used: number
  quota: number
  persisted: boolean
  clockOffset: number | null
  build: string
  config: number
  /** Logs of which a stored entry is no longer what it was: it can be carried, not sent. */
  damaged: readonly { log: string; n: number }[]
}

export type PinCheck = { ok: true } | { ok: false; triesLeft: number } | { ok: false; lockedMinutes: number }

/** Somebody on the roster, or on duty. `initials`: where they are not those of the name. */
export type Person = NonNullable<Config['officer']>

/** `gone`: no longer on the roster; `locked`: until the head lifts it. */
export type DutyStart = PinCheck | { ok: false; why: StorageFailure | 'gone' | 'locked' }

/** Duty at this tablet, for K6. `asks`: the duty of `on` may be over, and the clock does not tell; nobody is credited. */
export type DutyView = {
  /** Whoever begins a duty here is credited; else the head's word does, or there is no tablet yet. */
  byPin: boolean
  roster: readonly (Person & { locked?: true | undefined })[]
  on: Person | null
  asks: boolean
  /** By the officer's PIN, six digits, offline; the duty before ends. */
  start: (officer: string, pin: string) => Promise<DutyStart>
  end: () => Promise<{ ok: true } | { ok: false; why: StorageFailure }>
  /** By the officer's PIN: what of their own duties here they may object to. */
  own: (officer: string, pin: string) => Promise<OwnDuties>
}

/** An officer's duty at this tablet that is over, by its entry. `from`, `to`: wall clock ms; `to` null: it is not known. */
export type OwnDuty = { n: number; from: number; to: number | null; objected: boolean }

export type OwnDuties =
  | {
      ok: true
      duties: readonly OwnDuty[]
      object: (n: number, why: ObjectionWhy) => Promise<{ ok: true } | { ok: false; why: StorageFailure }>
    }
  | Exclude<DutyStart, { ok: true }>

/** All that the tablet holds, sealed to the server: `lost` names what it no longer holds as it was. */
export type Rescue =
  | { ok: true; name: string; file: Blob; lost: readonly Lost[] }
  | { ok: false; why: StorageFailure | 'stopped' }

/** `onProgress` hears how much is done, from 0 to 1. */
export type RescueWatch = { onProgress: (share: number) => void; signal: AbortSignal }

/** A tablet as the page holds it. */
export type Tablet = {
  status: () => Status
  /** Called at every change of status; the answer ends it. */
  watch: (listener: (status: Status) => void) => () => void
  /** On disk (strict) when the promise says ok. */
  keepDraft: (draft: Draft) => Promise<Kept>
  /** Appends the rating, seals the comment beside it, deletes the draft, in one strict transaction. */
  close: (draft: Draft, end: End, comment: string | undefined, tapToClose: number) => Promise<Closing>
  pair: (code: string) => Promise<Pairing>
  /** Without a code: a tablet that was emptied is known by its cookie. */
  pairAgain: () => Promise<Pairing>
  /** Exchanges with the server now; resolves when done or failed, never rejects for the network. */
  syncNow: () => Promise<void>
  health: () => Promise<Health>
  checkPin: (pin: string) => Promise<PinCheck>
  /** As it stands now. */
  duty: () => Promise<DutyView>
  /** For what cannot be sent: a file that is carried to the server. Changes nothing. */
  rescue: (watch: RescueWatch) => Promise<Rescue>
  /** The page passes on what only it hears; the tablet then exchanges when it is time. */
  poke: (reason: 'online' | 'visible' | 'sync') => void
  shut: () => Promise<void>
}
