import type { Role } from '#src/domain/access.ts'

/** Tables of who may sign in and of how units came and went, as those of schema.ts. */
export type PeopleTables = {
  /** What a unit is called from that local day on; '' is from its beginning. Where it has none it never was called otherwise. */
  unit_name: { unit: string; from_day: string; name: string; place: string; national_id: string | null }
  /** From that local day on the successor's head reads the former unit's closed figures. */
  succession: { former: string; successor: string; from_day: string }
  /** Under whom the unit stands from that local day on, null for nobody; '' is from its beginning. Where it has none it never stood elsewhere. */
  unit_parent: { unit: string; from_day: string; parent: string | null }
  /** `code` is SHA-256 of the symbols by which a unit from elsewhere comes under `unit`. */
  place_code: { code: string; unit: string; expires_at: number; used_at: number | null }
  account: {
    id: string
    unit: string
    role: Role
    user: string
    name: string
    /** '': none was set, and nobody signs in by one. */
    password: string
    created_at: number
    /** The local days from and to which it is good, both included, and why it was given; null: it stands. */
    first_day: string | null
    last_day: string | null
    reason: string | null
    /** From then on nobody signs in by it. Its name stays: entries of the unit's log speak of it. */
    ended_at: number | null
    /** Which officer of the unit this person is; null: none. */
    officer: string | null
  }
  /** `token` is SHA-256 of what the cookie holds. */
  session: { token: string; account: string; created_at: number; expires_at: number }
  /** The one link by which that account signs in without a password; `hash` is SHA-256 of its token. It goes when it is used. */
  invitation: { account: string; hash: string; expires_at: number }
}
