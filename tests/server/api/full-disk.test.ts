import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openExisting } from '#src/server/db/open.ts'
import type { Database } from '#src/server/deps.ts'
import { type Api, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type TestDatabase } from '#tests/support/database.ts'

/** The same database over a connection that may only read, as a disk that went read-only or a standby is. */
async function readingOnly({ url, dialect }: TestDatabase): Promise<Database> {
  const other = dialect === 'postgres' ? `${url}%20-c%20default_transaction_read_only%3Don` : url
  const { db } = await openExisting(other)
  onTestFinished(() => db.destroy())
  return db
}

eachDatabase((dialect, open) => {
  test('P6: a database that takes no writing for now is answered with 503, and what was refused is stored afterwards', async () => {
    const database = await open()
    const writing = await openApi(async () => database)
    const reading = await openApi(async () => ({ ...database, db: await readingOnly(database) }))
    let now = writing
    const api: Api = { ...writing, ask: (...asked) => now.ask(...asked) }
    const tablet = await pairTablet(api, await setUpHead(api))
    tablet.rate({ score: 2 })
    now = reading
    const response = await tablet.send()
    expect(await problemOf(response)).toBe('unavailable')
    expect(response.headers.get('Retry-After')).toBe('5')
    expect(await problemOf(await tablet.send())).toBe('unavailable')
    now = writing
    await tablet.sendOk()
  })

  if (dialect === 'sqlite')
    test('P6: a disk that is full is answered with 503, and what was refused is stored once there is room', async () => {
      const { db, ...database } = await open()
      const api = await openApi(async () => ({ ...database, db }))
      const tablet = await pairTablet(api, await setUpHead(api))
      await tablet.sendOk()
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
      await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(db)
      for (let i = 0; i < 400; i += 1) tablet.rate({ score: 5 })
      expect(await problemOf(await tablet.send())).toBe('unavailable')
      await sql`pragma max_page_count = 1000000`.execute(db)
      await tablet.sendOk()
    })
})
