/** What was looked at. */
export type Subject =
  | 'node'
  | 'settings'
  | 'certificate'
  | 'port'
  | 'data'
  | 'disk'
  | 'durability'
  | 'keys'
  | 'database'
  | 'clock'
  | 'backup'
  | 'passphrase'

/** `warn`: it works and may disappoint; `err`: it must be mended. `said` tells what to do wherever something is to be done. */
export type Finding = { subject: Subject; level: 'fine' | 'warn' | 'err'; said: string }

export const fine = (subject: Subject, said: string): Finding => ({ subject, level: 'fine', said })
export const warn = (subject: Subject, said: string): Finding => ({ subject, level: 'warn', said })
export const err = (subject: Subject, said: string): Finding => ({ subject, level: 'err', said })
