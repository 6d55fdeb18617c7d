import type { Config } from '../config.ts'
import { jsonLog } from '../log.ts'
import { type Rebuilt, rebuild } from '../rebuild.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf, unusable } from './database-args.ts'
import { openKnown } from './open-known.ts'

const HELP = `npm run rebuild -- [--json]
    makes all figures anew from the logs, in one transaction; on a healthy database nothing changes. The server may be
    running: tablets wait, and keep their ratings, until it is done. After an upgrade it also counts what newer tablets had
    sent and the program before could not read.

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 done; 2 the database or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'rebuild', help: HELP }

const asked = readArgs(process.argv.slice(2), process.env)
await obey(COMMAND, asked, ({ config, json }) => run(config, json))

async function run(config: Config, json: boolean): Promise<void> {
  let done: Rebuilt
  try {
    done = await rebuildIn(config)
  } catch (error) {
    unusable(COMMAND, sentenceOf(error))
    return
  }
  const { logs, ratings, changed } = done
  process.stdout.write(
    json
      ? `${JSON.stringify(done)}\n`
      : `${ratings} ratings of ${logs} logs; ${changed} tallies, leftovers and receipt codes were different.\n`,
  )
}

async function rebuildIn(config: Config): Promise<Rebuilt> {
  const { db, dialect, keys } = await openKnown(config, { readOnly: false })
  const now = () => Date.now()
  const log = jsonLog(config.logLevel, (line) => process.stderr.write(line), now)
  const onProgress = progress('Đang tính lại / rebuilding')
  try {
    return await rebuild(keys ? { db, dialect, keys, now, log } : { db, dialect }, onProgress)
  } finally {
    await db.destroy()
  }
}
