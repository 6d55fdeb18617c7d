import type { Config } from './config.ts'
import type { Deps } from './deps.ts'

/**
 * Writes each event as one line of JSON. An event about a failure carries `level: 'error'`. No name, address, user agent
 * or word of a citizen is ever a fact.
 */
export function jsonLog(
  level: Config['logLevel'],
  write: (line: string) => void,
  now: () => number,
): Deps['log'] {
  return (event, facts = {}) => {
    if (level === 'silent' || (level === 'error' && facts.level !== 'error')) return
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...facts })}\n`)
  }
}
