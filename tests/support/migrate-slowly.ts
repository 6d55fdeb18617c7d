import { writeSync } from 'node:fs'
import type { KyselyPlugin } from 'kysely'
import { migrate } from '#src/server/db/migrate.ts'
import { openEmpty } from '#src/server/db/open.ts'

/**
 * `node migrate-slowly.ts <database> <statement>`: migrates as a start does, and stands still for ever before that statement,
 * so that a test can end it there. Says `still` when it does, `done` where there are fewer.
 */
const [url = '', before = ''] = process.argv.slice(2)
let statements = 0
const standStill: KyselyPlugin = {
  transformQuery: ({ node }) => {
    statements += 1
    if (statements === Number(before)) {
      writeSync(1, 'still\n')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
    return node
  },
  transformResult: async ({ result }) => result,
}
const { db, dialect } = openEmpty(url)
await migrate(db.withPlugin(standStill), dialect)
await db.destroy()
writeSync(1, 'done\n')
