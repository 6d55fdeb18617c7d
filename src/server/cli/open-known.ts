import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { type Opened, openExisting } from '../db/open.ts'
import type { ServerKeys } from '../deps.ts'
import { knownKeys } from '../known-keys.ts'

type Known = Opened & { keys?: ServerKeys }

/**
 * The database that "npm start" opens, and its keys where the key file is here; makes and migrates nothing. Throws a sentence
 * where either is unusable, or the file holds another server's keys.
 */
export async function openKnown(
  { databaseUrl, keyFile }: Pick<Config, 'databaseUrl' | 'keyFile'>,
  { readOnly }: { readOnly: boolean },
): Promise<Known> {
  const opened = await openExisting(databaseUrl, { readOnly })
  if (!existsSync(keyFile)) return opened
  try {
    return { ...opened, keys: await knownKeys(opened.db, keyFile) }
  } catch (error) {
    await opened.db.destroy()
    throw error
  }
}
