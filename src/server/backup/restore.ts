import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import * as z from 'zod'
import { symbols } from '#src/domain/id.ts'
import { migrate, versionOf } from '../db/migrate.ts'
import { MIGRATIONS } from '../db/migrations/index.ts'
import type { Database, Dialect, Trx } from '../deps.ts'
import { fillTables, jsonLines, parse } from './fill.ts'
import { KEPT } from './tables.ts'
import { UnreadableFile } from './unreadable.ts'

const Head = z.object({
  backup: z.literal(1),
  at: z.int(),
  version: z.int().min(1),
  epoch: z.string(),
  keys: z.string().nullable(),
})
export type Head = z.infer<typeof Head>

/** `onHead` may throw before anything is touched, `beforeCommit` before anything stays. */
type Watch = {
  onHead: (head: Head) => void
  beforeCommit: (head: Head) => void
  onRows?: (done: number) => void
}

export type Restored = { rows: number; epoch: string; at: number }

/**
 * Fills an empty database with what a backup holds, under a new epoch, so that the tablets offer again what came after it.
 * All in one transaction: after a failure nothing is there. Throws a sentence where the backup or the database will not do.
 */
export async function restore(
  { db, dialect }: { db: Database; dialect: Dialect },
  text: AsyncIterable<string>,
  watch: Watch,
): Promise<Restored> {
  const lines = jsonLines(text)
  try {
    return await restoreFrom(lines, { db, dialect }, watch)
  } finally {
    await lines.return(undefined)
  }
}

async function restoreFrom(
  lines: AsyncGenerator<unknown>,
  { db, dialect }: { db: Database; dialect: Dialect },
  { onHead, beforeCommit, onRows }: Watch,
): Promise<Restored> {
  const head = parse(Head, (await lines.next()).value)
  if (head.version > MIGRATIONS.length) {
    throw new UnreadableFile(
      `The backup was made by a newer Hài Lòng (${head.version}; this one knows up to ${MIGRATIONS.length}). Nothing was changed.`,
    )
  }
  onHead(head)
  await migrate(db, dialect, head.version)
  if ((await versionOf(db)) !== head.version) {
    throw new Error(
      'This database was started already. A restore makes its own: name one that is not there yet.',
    )
  }
  const epoch = symbols(randomBytes(8))
  const rows = await db.transaction().execute(async (trx) => {
    await refuseUsed(trx)
    const count = await fillTables({ trx, dialect }, lines, { tables: KEPT, onRows })
    await sql`update meta set value = ${epoch} where key = 'epoch'`.execute(trx)
    beforeCommit(head)
    return count
  })
  await migrate(db, dialect)
  return { rows, epoch, at: head.at }
}

async function refuseUsed(trx: Trx): Promise<void> {
  const used = await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (used)
    throw new Error(
      'This database is in use. A restore fills only an empty one: move the old one away first.',
    )
  // A server that was started here once minted an epoch and a setup link.
  await trx.deleteFrom('meta').execute()
}
