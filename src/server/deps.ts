import type { Kysely, Transaction } from 'kysely'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Schema } from './db/schema.ts'

export type Database = Kysely<Schema>
export type Trx = Transaction<Schema>
export type Dialect = 'sqlite' | 'postgres'

/** The server's P-256 keys: one signs receipts, configs, closings, the ends of units' logs and what came in since, one opens sealed comments. */
export type ServerKeys = {
  sign: {
    kid: string
    key: string
    sign: (
      purpose: 'receipt' | 'config' | 'closing' | 'unit-head' | 'intake' | 'proof' | 'deeds',
      line: string,
    ) => Signed
  }
  /**
   * `open` answers the comment whose SHA-256(salt ‖ text) is `hash` (base64url, as in the rating's body); undefined
   * where the private part is kept elsewhere, or the blob is not sealed to this key or holds another text.
   * `holds`: the private part is here. `unseal` answers what is sealed, whatever it is; undefined as above.
   */
  seal: {
    kid: string
    key: string
    holds: boolean
    open: (sealed: Uint8Array, hash: string) => string | undefined
    unseal: (sealed: Uint8Array) => string | undefined
  }
  /** Orders released rows: secret, so that no order can be computed back to the log. */
  shuffle: (text: string) => string
  /** A name that nobody without the key file forges, or computes the text back from; base64url. */
  tag: (purpose: 'address' | 'browser', text: string) => string
}

/** What somebody who checks has of them: the public key at least, to see comments and the order of what was released also the rest. */
export type KnownKeys = { sign: Pick<ServerKeys['sign'], 'key'> } & Partial<
  Pick<ServerKeys, 'seal' | 'shuffle'>
>

/** What the world gives to the server: passed in by main and by tests. */
export type Deps = {
  db: Database
  dialect: Dialect
  keys: ServerKeys
  /** Wall clock, ms since 1970. */
  now: () => number
  random: (bytes: number) => Uint8Array
  /** The life of this database; another after a restore. */
  epoch: string
  /** The one origin, without a slash at the end. */
  publicUrl: string
  /** When the newest backup was made as of that time, both ms; undefined: there is none. Absent: this server makes none. */
  lastBackup?: (at: number) => Promise<number | undefined>
  /** Whether the file of the database was damaged when this process last looked, which is at its start and before each backup. */
  damage?: { found: boolean }
  /** When the certificate that this server shows ends, ms, and the office's authority that signed it; absent where a proxy shows one. */
  certificate?: { ends: number; authority?: Uint8Array<ArrayBuffer> | undefined }
  /** The pages that this server gives out, and since when there are these, ms; absent where there are none. */
  pages?: { id: string; at: number }
  log: (event: string, facts?: Record<string, string | number | boolean>) => void
}
