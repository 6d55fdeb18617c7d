import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const ROUNDS = 5
const QUICK_ROUNDS = 1
/** What the version of a Chromium may take, ms. */
const PATIENCE_MS = 20_000

const OPTIONS = {
  only: { type: 'string' },
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  'backup-ratings': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** `isExact`: so many rounds and no more, whatever a measure would like. */
export type Asked = {
  names: readonly string[] | undefined
  rounds: number
  isExact: boolean
  isQuick: boolean
  backupRatings: number | undefined
}

export type Answer = { asked: Asked } | { usage: string } | { trouble: string }

/** What these arguments ask for, of the measures of those names; `trouble` is a sentence that says what to do. */
export function readAsked(args: readonly string[], names: readonly string[]): Answer {
  const read = parsed(args)
  if (typeof read === 'string') return { trouble: `${read}\n\n${usage(names)}` }
  if (read.help) return { usage: usage(names) }
  const { only, quick: isQuick, 'backup-ratings': ratings } = read
  const asked: Asked = {
    names: only?.split(','),
    rounds: Number(read.rounds ?? (isQuick ? QUICK_ROUNDS : ROUNDS)),
    isExact: isQuick || read.rounds !== undefined,
    isQuick,
    backupRatings: ratings === undefined ? undefined : Number(ratings),
  }
  const trouble = troubleIn(asked, names) ?? (read.write ? whyUnwritten(asked) : undefined)
  return trouble === undefined ? { asked } : { trouble }
}

/** Why bench/RESULTS.md does not take these rounds, as a sentence; nothing where it does. */
export function whyUnwritten({ rounds, isQuick }: Pick<Asked, 'rounds' | 'isQuick'>): string | undefined {
  const nothing = 'Nothing was written to bench/RESULTS.md:'
  if (isQuick) return `${nothing} a quick run does too little of each for a number that is kept.`
  if (rounds < ROUNDS) return `${nothing} it takes ${ROUNDS} rounds or more, and these are ${rounds}.`
  return undefined
}

/** The packages that the package.json of this folder names and that are not installed in it. */
export function missingPeers(folder: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies).filter(
    (name) => !existsSync(join(folder, 'node_modules', name, 'package.json')),
  )
}

/** What is wrong with the Chromium that CHROMIUM_PATH names, as a sentence that says what to do. */
export function browserTrouble(path: string | undefined): string | undefined {
  if (!path) return undefined
  const toDo = 'Name the Chromium of this machine there, or leave CHROMIUM_PATH out.'
  if (!existsSync(path)) return `CHROMIUM_PATH is ${path}, and there is no such file. ${toDo}`
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: PATIENCE_MS })
    return undefined
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number | null }
    return `CHROMIUM_PATH is ${path}, which does not run as a program (${code ?? `it ended with ${status}`}). ${toDo}`
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      return error.message
    throw error
  }
}

function troubleIn({ names, rounds, backupRatings }: Asked, known: readonly string[]): string | undefined {
  const unknown = names?.filter((name) => !known.includes(name)) ?? []
  if (unknown.length > 0) return `There is no measure ${unknown.join(', ')}. There are: ${known.join(', ')}.`
  if (!isCount(rounds)) return '--rounds takes a whole number from 1 on.'
  if (!isCount(backupRatings ?? 1)) return '--backup-ratings takes a whole number from 1 on.'
  return undefined
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1
}

function usage(names: readonly string[]): string {
  return `npm run bench -- [--only ${names.slice(0, 2).join(',')}] [--rounds 9] [--quick] [--write]
Each measure beside its limit or its peer in the same run, in turns; the results go to bench/RESULTS.md.
  --only            some of ${names.join(', ')}
  --rounds          so many rounds; without it ${ROUNDS}, or as many as a measure needs
  --quick           little of each and one round, of which nothing is written: that all of it still works
  --write           stops before the first measure where nothing would be written
  --backup-ratings  how many ratings the database holds of which backups are made
  --help            this`
}
