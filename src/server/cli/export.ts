import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { type Exported, exportLog } from '../proof/export.ts'
import { MAX_REASON, noteExport } from '../proof/note-export.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf, unusable } from './database-args.ts'
import { openKnown } from './open-known.ts'

const FILE = '<file>'

const HELP = `npm run export -- <file> --reason <text> [--unit <id>] [--json]
    writes the logs with all that proves them into one new file for an auditor: entries byte for byte, receive marks, signatures,
    closings, and the figures made of them. npm run verify -- --export <file> then checks it, without this database. The server may
    be running. Ctrl-C stops it and leaves nothing behind; no file has that name until it is whole.

    The file holds each rating with its exact time. Give it to the auditor alone, and the server's public key, which is
    printed at the end, by another way. No name of a person, password, PIN or readable comment is in it. That it was made, and
    why, is an entry of each unit's log, which stands in the file as well.

Options:
  --reason <text>  why, in at most ${MAX_REASON} characters, without names
  --unit <id>      of this unit alone
  --json           prints the result as one line of JSON
  --help

Exit status: 0 the export is whole; 1 there is none; 2 the database or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'export', help: HELP }

const asked = readArgs(process.argv.slice(2), process.env, [FILE, 'reason', 'unit'])
await obey(COMMAND, asked, async ({ config, json, named: { [FILE]: path, reason = '', unit } }) => {
  if (path === undefined) unusable(COMMAND, 'Which file?')
  else if (existsSync(path)) unusable(COMMAND, `There is a file ${path} already. Nothing was written.`)
  else if (reason.trim() === '' || reason.trim().length > MAX_REASON)
    unusable(COMMAND, `Why? --reason takes 1 to ${MAX_REASON} characters, which stand in the unit's log.`)
  else await run(config, path, { json, unit, reason: reason.trim() })
})

type Given = { json: boolean; unit: string | undefined; reason: string }

async function run(config: Config, path: string, { json, unit, reason }: Given): Promise<void> {
  let opened: Awaited<ReturnType<typeof openKnown>>
  try {
    opened = await openKnown(config, { readOnly: false })
  } catch (error) {
    unusable(COMMAND, sentenceOf(error))
    return
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () =>
      stop.abort(new Error('Stopped: there is no export, and nothing is left behind.')),
    )
  const watch = { onRows: progress('Đang xuất / exporting'), signal: stop.signal }
  try {
    const key = await noteExport(opened, { unit, reason, now: Date.now })
    const done = await exportLog(opened, path, {
      ...(unit !== undefined && { unit }),
      now: Date.now,
      ...watch,
    })
    process.stdout.write(json ? `${JSON.stringify({ path, ...done, key })}\n` : report(path, done, key))
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exitCode = 1
  } finally {
    await opened.db.destroy()
  }
}

function report(path: string, { rows, bytes, unit }: Exported, key: string): string {
  return `${path}: ${rows} rows of ${unit === null ? 'all units' : `unit ${unit}`}, ${Math.ceil(bytes / 1024)} KiB.
Tệp này chứa từng phiếu với giờ chính xác: chỉ giao cho người kiểm tra.
It holds each rating with its exact time: for the auditor alone.
The server’s public key, to be given by another way (verify -- --server-key): ${key}
`
}
