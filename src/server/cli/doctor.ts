import { join } from 'node:path'
import type { Config } from '../config.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { programTime } from '../main-build.ts'
import { ENVIRONMENT, obey, readArgs } from './database-args.ts'

const HELP = `npm run doctor -- [--json]
    looks at what the server stands on: Node, the address, its certificate, the port, the disk and whether it keeps what it
    is told, the database and its keys, the clock, the backups and what opens them. A line each, with what to do. It changes
    nothing, and the server may be running; a database of gigabytes takes its time.

    ✓ fine   ! works, and may disappoint   ✗ must be mended

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 all is fine; 1 something may disappoint; 2 something must be mended, or the settings are unusable.

${ENVIRONMENT}`

const ROOT = join(import.meta.dirname, '../../..')
const SIGN = { fine: '✓', warn: '!', err: '✗' } as const
const STATUS = { fine: 0, warn: 1, err: 2 } as const

const COMMAND = { name: 'doctor', help: HELP }

const asked = readArgs(process.argv.slice(2), process.env)
await obey(COMMAND, asked, ({ config, json }) => run(config, json))

async function run(config: Config, json: boolean): Promise<void> {
  const findings: Finding[] = []
  const moment = { now: Date.now(), program: await programTime(ROOT) }
  for await (const finding of examine(config, moment)) {
    findings.push(finding)
    if (!json) process.stdout.write(`${line(finding)}\n`)
  }
  const status = Math.max(...findings.map(({ level }) => STATUS[level]))
  if (json) process.stdout.write(`${JSON.stringify({ status, findings })}\n`)
  process.exitCode = status
}

function line({ level, subject, said }: Finding): string {
  return `${SIGN[level]} ${subject.padEnd(11)} ${said}`
}
