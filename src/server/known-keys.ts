import { existsSync } from 'node:fs'
import { readLine } from '#src/domain/entry-schema.ts'
import type { Database, ServerKeys, Trx } from './deps.ts'
import { loadKeys, readKeys } from './keys.ts'

const NAMES = 'keys'

/**
 * The server's keys for that database. A database that has none yet gets them at the first start, made where the file is
 * missing, and keeps their names; every later start, and every other process, needs the same ones. Throws a sentence where
 * the file is missing or unusable, or holds others.
 */
export async function openKeys(db: Database, path: string): Promise<ServerKeys> {
  if (await namesIn(db)) return knownKeys(db, path)
  return db.transaction().execute(async (trx) => {
    // Of several first starts one holds this row; the others wait here, and then find what it wrote.
    await trx
      .insertInto('meta')
      .values({ key: NAMES, value: '' })
      .onConflict((found) => found.doNothing())
      .execute()
    const keys = (await isBegun(trx)) ? await knownKeys(trx, path) : loadKeys(path)
    await trx
      .updateTable('meta')
      .set({ value: namesOf(keys) })
      .where('key', '=', NAMES)
      .execute()
    return keys
  })
}

/** The same for a command that makes nothing and writes nothing. */
export async function knownKeys(db: Database | Trx, path: string): Promise<ServerKeys> {
  if (!existsSync(path)) {
    throw new Error(`There is no key file ${path}, and this database has its keys already. ${WHAT_TO_DO}`)
  }
  const keys = readKeys(path)
  if (!(await fits(db, keys))) {
    throw new Error(`${path} holds other keys than those that this database was begun with. ${WHAT_TO_DO}`)
  }
  return keys
}

const WHAT_TO_DO =
  'Put its own key file there, or set SERVER_KEY_FILE to it; "npm run restore" into another, empty DATA_DIR gives the ' +
  'one of a backup. Under other keys tablets take no receipt, and no comment can be read.'

/** A database of an earlier version names no keys; each unit's log still names the one that signs. */
async function fits(db: Database | Trx, keys: ServerKeys): Promise<boolean> {
  const names = await namesIn(db)
  if (names) return names === namesOf(keys)
  const signed = await keysInLogs(db)
  return signed.every((key) => key === keys.sign.key)
}

async function isBegun(trx: Trx): Promise<boolean> {
  const unit = await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  return unit !== undefined || (await namesIn(trx)) !== undefined
}

/** What the first entries of the units' own logs say. */
export async function keysInLogs(db: Database | Trx): Promise<unknown[]> {
  const first = await db
    .selectFrom('log')
    .innerJoin('entry', 'entry.log', 'log.id')
    .select('entry.line')
    .where('log.device', 'is', null)
    .where('entry.n', '=', 1)
    .execute()
  return first.map(({ line }) => readLine(Buffer.from(line).toString())?.body.key)
}

async function namesIn(db: Database | Trx): Promise<string | undefined> {
  const found = await db.selectFrom('meta').select('value').where('key', '=', NAMES).executeTakeFirst()
  return found?.value || undefined
}

function namesOf({ sign, seal }: ServerKeys): string {
  return `${sign.kid} ${seal.kid}`
}
