import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { symbols } from '#src/domain/id.ts'

const SHORTEST = 12

/**
 * The passphrase in that file. Where there is none it is made: 24 symbols, 120 bits; `made` says so, since a person has to
 * keep it elsewhere, or a backup outlives what opens it. Throws a sentence where it is too short to protect anything.
 */
export function passphraseIn(path: string, random = randomBytes): { passphrase: string; made: boolean } {
  const made = !existsSync(path)
  if (made) {
    const groups = symbols(random(24)).match(/.{4}/g) ?? []
    writeFileSync(path, `${groups.join('-')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const passphrase = readFileSync(path, 'utf8').split(/\r?\n/)[0]?.trim() ?? ''
  if (passphrase.length < SHORTEST) {
    throw new Error(
      `The first line of ${path} is the passphrase of the backups; it needs at least ${SHORTEST} characters.`,
    )
  }
  return { passphrase, made }
}
