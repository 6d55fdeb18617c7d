import type { DBSchema, IDBPDatabase } from 'idb'
import type { Link } from '#src/domain/entry.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Draft, Person } from './types.ts'

/** What stands in IndexedDB. Changes to it are additive: a new store or a new optional field, and a new version. */
export const VERSION = 1

/** A number of a log with the hash of its entry; `{n: 0}` with NO_HASH stands before the first. */
export type Head = { n: number; hash: string }

/** One generation of this tablet's log. */
export type LogRow = {
  log: string
  head: Head
  /** Up to here the server has signed for it. */
  cursor: Head
  /** The life of the server's database in which it signed; '' for never. */
  epoch: string
  /** The first number that is still held; the receipt at `first − 1` is kept. */
  first: number
  /** Nothing is added to it any more: the next generation begins after `after`, its last common receipt. */
  ended?: { why: 'branch' | 'behind' | 'damage'; after: Head }
  /** The first number whose line no longer has its hash; what stands before it can still be sent. */
  damagedAt?: number
}

/** The first receipt that reached number `n`; `at` is the server's time. */
export type ReceiptRow = { log: string; n: number; hash: string; at: number; epoch: string; signed: Signed }

export type DraftRow = { draft: Draft; keptAt: number }

export type ServerKey = { kid: string; key: string }

export type Identity = {
  device: string
  /** The generation that is written now. */
  log: string
  keys: CryptoKeyPair
  /** The raw point of the public key, base64url. */
  publicKey: string
  /** Only what these signed is believed. */
  serverKeys: readonly ServerKey[]
}

export type Assignment = { unit: string; counter: string; practice: boolean }

export type Meta = {
  identity: Identity
  /** The envelope as it came, parsed at each reading; `epoch` in which it was taken on. */
  config: { signed: Signed; epoch: string }
  assigned: Assignment
  /** The last receipt of any log: the server's time, ours, and server minus tablet in that run. */
  link: { epoch: string; at: number; heardAt: number; offset: number; run: string }
  pin: { failures: number; lockedMs: number }
  /** Tries at officers' PINs, by officer. */
  pins: { tries: Record<string, Meta['pin']> }
  /** Who is on duty here, and since when, by the server's clock where that was known. */
  duty: { officer: Person; counter: string; since: number }
  probe: CryptoKeyPair
}

export interface Stored extends DBSchema {
  entries: { key: [string, number]; value: Link & { log: string } }
  sealed: { key: [string, number]; value: { log: string; n: number; sealed: string } }
  receipts: { key: [string, number]; value: ReceiptRow }
  logs: { key: string; value: LogRow }
  draft: { key: 'open'; value: DraftRow }
  meta: { key: keyof Meta; value: Meta[keyof Meta] }
}

export function createStores(db: IDBPDatabase<Stored>): void {
  db.createObjectStore('entries', { keyPath: ['log', 'n'] })
  db.createObjectStore('sealed', { keyPath: ['log', 'n'] })
  db.createObjectStore('receipts', { keyPath: ['log', 'n'] })
  db.createObjectStore('logs', { keyPath: 'log' })
  db.createObjectStore('draft')
  db.createObjectStore('meta')
}

/** All keys of a log from one number to another, both included. */
export function numbers(log: string, from: number, to = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([log, from], [log, to])
}
