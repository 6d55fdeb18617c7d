/** Tables of officers' PINs and duties, as those of schema.ts. */
export type PinTables = {
  /**
   * By which an officer goes on duty at a tablet. `stretched`: what PBKDF2-SHA-256 makes of the PIN in so many rounds, base64url.
   * `locked_at`: there were too many wrong tries; null: there were not. Tries before `tries_from` count no more.
   */
  officer_pin: {
    officer: string
    salt: string
    rounds: number
    stretched: string
    set_at: number
    locked_at: number | null
    tries_from: number
  }
  /** The one link by which that officer may set a PIN; `hash` is SHA-256 of its token. It goes when it is used. */
  pin_link: { officer: string; hash: string; expires_at: number }
  /** Entries of tablets that tell of a wrong PIN, and when it was entered by the server's clock (pins/tries.ts). */
  pin_try: { log: string; n: number; officer: string; at: number }
  /**
   * Which entries tell of duties: of a tablet's log those of kind `duty` and `objection`, of a unit's log what was decided about them
   * (duties/told.ts). What they say stands in their lines alone. `at`: ms, as near to the true time as was known when it came.
   */
  duty_entry: { log: string; n: number; unit: string; at: number }
}
