import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { PROBLEMS } from '#src/protocol/problem.ts'
import type { RescueReport } from '#src/protocol/rescue-schema.ts'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import { knownKeys } from '../known-keys.ts'
import { jsonLog } from '../log.ts'
import { Refusal } from '../problems.ts'
import { importRescue } from '../rescue/import.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf, unusable } from './database-args.ts'
import { sizeOfNamed } from './named-file.ts'

const FILE = '<file>'

const HELP = `npm run import -- <file> [--json]
    takes in a rescue file: what a tablet could not send, saved in its staff corner and carried here. It goes to the tablet's
    own unit. What is there already is not counted again, so the same file may come twice, and the tablet may send later.
    The server may be running. Ctrl-C stops it; the same file again then adds the rest.

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 all of it is here; 1 something is missing, or the file was refused; 2 the database or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'import', help: HELP }

const asked = readArgs(process.argv.slice(2), process.env, [FILE])
await obey(COMMAND, asked, async ({ config, json, named: { [FILE]: path } }) => {
  if (path === undefined) unusable(COMMAND, 'Which file?')
  else await run(config, path, json)
})

async function run(config: Config, path: string, json: boolean): Promise<void> {
  try {
    const found = await importFile(config, path)
    if (found instanceof Refusal) refuse(found, json)
    else {
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : report(found))
      if (!isWhole(found)) process.exitCode = 1
    }
  } catch (error) {
    unusable(COMMAND, sentenceOf(error))
  }
}

async function importFile(config: Config, path: string): Promise<RescueReport | Refusal> {
  const size = sizeOfNamed(path)
  const opened = await openExisting(config.databaseUrl, { readOnly: false })
  const now = () => Date.now()
  const log = jsonLog('error', (line) => process.stderr.write(line), now)
  const { publicUrl } = config
  const random = (bytes: number) => randomBytes(bytes)
  try {
    const keys = await knownKeys(opened.db, config.keyFile)
    const deps = { ...opened, keys, now, random, publicUrl, log }
    return await importRescue(deps, watched(path, size), { by: null, unit: null })
  } finally {
    await opened.db.destroy()
  }
}

async function* watched(path: string, size: number): AsyncGenerator<Uint8Array> {
  const onBytes = progress('Đang nhập / importing')
  let done = 0
  for await (const chunk of createReadStream(path)) {
    yield chunk
    done += chunk.length
    onBytes(done, size)
  }
}

function isWhole({ lost, gaps, damaged }: RescueReport): boolean {
  return lost.length === 0 && gaps.length === 0 && damaged === 0
}

type Span = RescueReport['lost'][0]

function report({ device, added, known, held, lost, gaps, damaged }: RescueReport): string {
  const numbers = (spans: readonly Span[]) =>
    spans.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  const lines: [boolean, string][] = [
    [
      true,
      `Máy tính bảng / tablet ${device}: ${added} phiếu mới / new ratings, ${known} đã có / known already.`,
    ],
    [held > 0, `Giữ riêng, máy đã ngừng dùng / held, the tablet is retired: ${held}.`],
    [lost.length > 0, `Máy không còn giữ nguyên mục / lost on the tablet, entries: ${numbers(lost)}.`],
    [gaps.length > 0, `Thiếu mục / missing entries: ${numbers(gaps)}. Save a new file on the tablet.`],
    [damaged > 0, `Phần tệp hỏng hoặc bị từ chối / parts damaged or refused: ${damaged}. Save a new file.`],
  ]
  return lines.flatMap(([is, line]) => (is ? [`${line}\n`] : [])).join('')
}

function refuse({ code }: Refusal, json: boolean): void {
  const { vi, en } = PROBLEMS[code].said
  if (json) process.stdout.write(`${JSON.stringify({ refused: code })}\n`)
  process.stderr.write(`${vi}\n${en}\n`)
  process.exitCode = 1
}
