import { parseArgs } from 'node:util'
import { type Config, readConfig, variablesHelp } from '../config.ts'

type Asked =
  | { kind: 'help' }
  | { kind: 'wrong'; sentence: string }
  | { kind: 'run'; config: Config; json: boolean }

/** What a command over the whole database was asked: `--help`, `--json`, and the environment that main reads. */
export function readArgs(args: readonly string[], env: Record<string, string | undefined>): Asked {
  try {
    const options = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const
    const { values } = parseArgs({ args: [...args], options })
    if (values.help) return { kind: 'help' }
    const read = readConfig(env)
    if (!read.ok) return { kind: 'wrong', sentence: read.wrong.join('\n') }
    return { kind: 'run', config: read.config, json: values.json ?? false }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return { kind: 'wrong', sentence: error.message }
    throw error
  }
}

export const ENVIRONMENT = `The database is the one that "npm start" opens. Environment:\n${variablesHelp()}\n`

/** Says on stderr how far the work is, once a second. */
export function progress(what: string): (done: number, total: number) => void {
  let last = Date.now()
  return (done, total) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
    process.stderr.write(`${what}: ${done} / ${total} (${percent} %)\n`)
  }
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
