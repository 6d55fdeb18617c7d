import { parseArgs } from 'node:util'
import { atOffice } from '../certificate/at-office.ts'
import { type Config, readConfig, variablesHelp } from '../config.ts'

type Run = { kind: 'run'; config: Config; json: boolean; named: Record<string, string> }
type Asked = { kind: 'help' } | { kind: 'wrong'; sentence: string } | Run

/**
 * What a command over the whole database was asked: `--help`, `--json`, what it names besides, and the environment that
 * main reads. A name in angle brackets is that of the one argument that stands without an option.
 */
export function readArgs(
  args: readonly string[],
  env: Record<string, string | undefined>,
  names: readonly string[] = [],
): Asked {
  const options: Record<string, { type: 'string' | 'boolean' }> = {
    json: { type: 'boolean' },
    help: { type: 'boolean' },
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  }
  const bare = names.find((name) => name.startsWith('<'))
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: bare !== undefined,
    })
    if (positionals.length > 1) return { kind: 'wrong', sentence: `One ${bare} at a time.` }
    if (values.help) return { kind: 'help' }
    const read = readConfig(atOffice(env))
    if (!read.ok) return { kind: 'wrong', sentence: read.wrong.join('\n') }
    return {
      kind: 'run',
      config: read.config,
      json: values.json === true,
      named: Object.fromEntries([
        ...Object.entries(values).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value]] : [],
        ),
        ...positionals.map((value) => [bare, value]),
      ]),
    }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return { kind: 'wrong', sentence: error.message }
    throw error
  }
}

/** A command, by its name in package.json, with its help. */
export type Command = { name: string; help: string }

/** Does what was asked of a command: prints its help, says what is unusable, or lets it run. */
export async function obey(
  command: Command,
  asked: Asked,
  run: (asked: Run) => Promise<void> | void,
): Promise<void> {
  switch (asked.kind) {
    case 'help':
      process.stdout.write(command.help)
      break
    case 'wrong':
      unusable(command, asked.sentence)
      break
    case 'run':
      await run(asked)
  }
}

/** What was asked cannot be done so: a sentence, and exit status 2. */
export function unusable({ name }: Pick<Command, 'name'>, why: string): void {
  process.stderr.write(`${why}\nSee: npm run ${name} -- --help\n`)
  process.exitCode = 2
}

export const ENVIRONMENT = `The database is the one that "npm start" opens. Environment:\n${variablesHelp()}\n`

/** Says on stderr how far the work is, once a second; without a total how much is done. */
export function progress(what: string): (done: number, total?: number) => void {
  let last = Date.now()
  return (done, total) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    const percent = total ? Math.floor((100 * done) / total) : 100
    process.stderr.write(`${what}: ${done}${total === undefined ? '' : ` / ${total} (${percent} %)`}\n`)
  }
}

/** What was thrown, and what to do where the operating system or SQLite could not write. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  // Of a PostgreSQL that has two addresses and answers at neither there is no message.
  const said = error.message || code || error.name
  const toDo = TO_DO[code]
  return toDo === undefined ? said : `${said}. ${toDo}`
}

const NOT_ALLOWED =
  'This user may not do that there. Name another place, or check whose it is and who starts this.'
const FULL = 'Its disk is full. Make room on it.'
const NO_FOLDER = 'That is a file, not a folder. Name a folder.'

const TO_DO: Record<string, string | undefined> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: NOT_ALLOWED,
  SQLITE_CANTOPEN: NOT_ALLOWED,
  SQLITE_READONLY: NOT_ALLOWED,
  ENOSPC: FULL,
  SQLITE_FULL: FULL,
  ENOTDIR: NO_FOLDER,
  EEXIST: NO_FOLDER,
}
