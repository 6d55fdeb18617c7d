import * as z from 'zod/mini'

/**
 * How the server itself is doing. `lastBackup`: when the newest backup was made, ms; null: there is none. `off`: others make
 * them; `damaged`: the file of the database is, and of such a one none is made. `certificateEnds`: when the
 * certificate does, ms, where that is within thirty days or past; else null. `build`: the pages that it gives out, and since when, ms.
 */
export const ServerView = z.object({
  clock: z.literal(['sure', 'unconfirmed']),
  backup: z.literal(['fine', 'overdue', 'off', 'damaged']),
  lastBackup: z.nullable(z.int()),
  certificateEnds: z.nullable(z.int()),
  build: z.nullable(z.object({ id: z.string(), at: z.int() })),
})
export type ServerView = z.infer<typeof ServerView>

/**
 * What the server found when it last read all of the unit's logs, as it does each night: at what time, ms, and up to which number
 * of the unit's own log. `waiting`: not read yet; `overdue`: not for two nights. `faults`: the first of so many, each
 * in both languages; `device`: null where it is of the unit itself.
 */
export const VerifiedView = z.object({
  state: z.literal(['whole', 'faults', 'waiting', 'overdue']),
  at: z.nullable(z.int()),
  n: z.nullable(z.int()),
  count: z.int(),
  faults: z.array(z.object({ device: z.nullable(z.string()), vi: z.string(), en: z.string() })),
})
export type VerifiedView = z.infer<typeof VerifiedView>

/** `GET …/machine`: what an operator sees. */
export const MachineView = z.object({ server: ServerView, verified: VerifiedView, now: z.int() })
export type MachineView = z.infer<typeof MachineView>
