import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { openToChange } from '../db/grants.ts'
import type { Database, KnownKeys } from '../deps.ts'
import { readKeys } from '../keys.ts'
import { keysInLogs } from '../known-keys.ts'
import { type ExportHead, openExport } from '../proof/exported-file.ts'
import { readPoint } from '../signature.ts'
import { progress, sentenceOf } from './database-args.ts'
import { openKnown } from './open-known.ts'

/** What is verified, with whose keys, and in a sentence where these come from. `head`: of an export. */
export type Source = { db: Database; epoch: string; keys?: KnownKeys; head?: ExportHead; said: string[] }

type Named = { export?: string; 'server-key'?: string }

/** The export that was named, or the database that "npm start" opens. Throws a sentence where it is unusable. */
export async function openSource(config: Config, named: Named): Promise<Source> {
  const given = named['server-key']
  if (given !== undefined && !readPoint(Buffer.from(given, 'base64url')))
    throw new Error('--server-key is no public key as npm run export prints it.')
  const source =
    named.export === undefined ? await fromDatabase(config) : await fromExport(config, named.export)
  if (given !== undefined) return { ...source, keys: { sign: { key: given } }, said: [...source.said, GIVEN] }
  if (source.keys) return source
  const keys = new Set((await keysInLogs(source.db)).map(String))
  return { ...source, said: [...source.said, `${NO_KEYS} ${[...keys].join(', ')}`] }
}

const NO_KEYS = `The server's key file is not here: closings were checked with the key that each unit's log names itself. Whoever writes all anew can name another; compare it with what the server's operator says:`
const GIVEN =
  'Checked with the public key that was given. Without the key file nobody sees into comments, nor the order of what was released.'

async function fromDatabase(config: Config): Promise<Source> {
  const { db, dialect, epoch, keys } = await openKnown(config, { readOnly: true })
  return { db, epoch, ...(keys && { keys }), said: await openToChange(db, dialect) }
}

async function fromExport({ keyFile }: Config, path: string): Promise<Source> {
  const keys = existsSync(keyFile) ? readKeys(keyFile) : undefined
  try {
    const { db, head } = await openExport(path, progress('Đang đọc / reading'))
    const at = new Date(head.at).toISOString().slice(0, 16).replace('T', ' ')
    const what = `An export of ${at} UTC, of ${head.unit === null ? 'all units' : `unit ${head.unit}`}, epoch ${head.epoch}.`
    return {
      db,
      epoch: head.epoch,
      ...(keys && { keys }),
      head,
      said: keys ? [what, `Checked with ${keyFile}.`] : [what],
    }
  } catch (error) {
    throw new Error(`${path}: ${sentenceOf(error)}`, { cause: error })
  }
}
