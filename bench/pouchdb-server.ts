import { mkdirSync } from 'node:fs'
import makeApp from 'express-pouchdb'
import PouchDB from 'pouchdb-node'

/** PouchDB's own server, on LevelDB in DATA_DIR, at PORT. */
const { PORT, DATA_DIR } = process.env
if (!PORT || !DATA_DIR) throw new Error('PORT and DATA_DIR are missing.')

mkdirSync(`${DATA_DIR}/kept`)
const Kept = PouchDB.defaults({ prefix: `${DATA_DIR}/kept/` })
const app = makeApp(Kept, {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: `${DATA_DIR}/pouchdb.log`,
})
app.listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${PORT}\n`))
