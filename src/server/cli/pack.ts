import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../main-build.ts'
import { pack } from '../pack/pack.ts'
import { ownPlatform, PLATFORMS } from '../pack/platform.ts'
import { sentenceOf, unusable } from './database-args.ts'

const ROOT = join(import.meta.dirname, '../../..')

const HELP = `npm run pack -- [--platform <name>] [--to <folder>] [--json]
    writes one archive that runs where there is no package registry: the program, its built pages, its packages and Node
    itself. Carry it to the office on a stick, unpack it, and start ./hai-long (hai-long on Windows). This machine needs the
    registry, and tar.

Options:
  --platform  ${Object.keys(PLATFORMS).join(', ')}. Default: this machine's. For Linux only on Linux
  --to        Folder for the archive and its SHA-256. Default: ./pack
  --json      prints the result as one line of JSON
  --help

Exit status: 0 the pack is there; 1 it is not; 2 the arguments are unusable.
`

const COMMAND = { name: 'pack', help: HELP }

const asked = read(process.argv.slice(2))
if ('wrong' in asked) unusable(COMMAND, asked.wrong)
else if (asked.help) process.stdout.write(HELP)
else await run(asked)

type Asked = { help: boolean; platform: string; to: string; json: boolean }

function read(args: string[]): Asked | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        platform: { type: 'string' },
        to: { type: 'string', default: 'pack' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const { help, json, to, platform = ownPlatform() } = values
    const known = Object.keys(PLATFORMS).join(', ')
    if (help) return { help, json, to, platform: '' }
    if (!platform) return { wrong: `No pack is made for such a machine as this. Name one of ${known}.` }
    if (!Object.hasOwn(PLATFORMS, platform))
      return { wrong: `--platform ${platform}: it is one of ${known}.` }
    if (process.platform === 'win32' && PLATFORMS[platform]?.os === 'linux')
      return { wrong: 'A pack for Linux is made on Linux: here no file can be marked as a program.' }
    return { help, json, to: resolve(to), platform }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return { wrong: error.message }
    throw error
  }
}

async function run({ platform, to, json }: Asked): Promise<void> {
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
  const { npm_execpath: npm } = process.env
  if (!npm) return unusable(COMMAND, 'Start it by npm, which fetches the packages: npm run pack')
  try {
    await ensureBuilt(ROOT, say)
    const packed = await pack({ root: ROOT, platform, to, npm, say })
    const { path, bytes, sha256 } = packed
    if (json) process.stdout.write(`${JSON.stringify(packed)}\n`)
    else process.stdout.write(`${path}: ${Math.ceil(bytes / 1024 / 1024)} MiB\nSHA-256 ${sha256}\n`)
  } catch (error) {
    say(sentenceOf(error))
    process.exitCode = 1
  }
}
