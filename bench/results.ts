import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { browserPath } from '../tests/support/browser-path.ts'
import type { Measure, Opened, Part } from './measure.ts'
import { ROOT } from './process.ts'
import { namesOf, type Rounds, ratioOf, type Spread, spreadOf } from './rounds.ts'

export type Measured = { measure: Measure; opened: Opened; rounds: Rounds; origin: string }

const HERE = import.meta.dirname
const FILE = join(HERE, 'RESULTS.md')

/** As it stood when the run began. What an earlier measure wrote does not make it another program. */
const CHANGED = git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!bench/RESULTS.md')
const COMMIT = git('describe', '--always') + (CHANGED && '-dirty')

const HEAD = `# What was measured

Written by \`npm run bench\`; each part says when, on which commit and machine. Medians of the rounds, and the least and the most of them. A ratio is
made round by round, of sides that took turns, and is what can be trusted; the numbers by themselves are of one machine, where others may
have worked too. *At work*: so many processors other programs kept busy in three seconds before the measure began and after it had ended. A quarter of them,
or a load of one and a half times as many in the rounds, is called busy.
`

/** The table of one measure: every side's figures, then what was to be reached. */
export function report({ measure, opened, rounds, origin }: Measured): string {
  const { figures, goals, sides } = opened
  const heads = figures.map(({ name, unit }) => `${name}, ${unit}`)
  const rows = namesOf(sides).map((name) => [
    name,
    ...figures.map((figure) => shown(spreadOf(rounds, name, figure.name), figure.digits)),
  ])
  const met = goals.map((goal) => {
    const { figure, of, to, atMost, atLeast } = goal
    const value = to === undefined ? spreadOf(rounds, of, figure) : ratioOf(rounds, figure, [of, to])
    const digits = to === undefined ? (figures.find(({ name }) => name === figure)?.digits ?? 2) : 2
    const what = `${figure}: ${nameOf(of)}${to === undefined ? '' : ` ÷ ${nameOf(to)}`}`
    return [what, shown(value, digits), limit(atMost, atLeast), verdict(value.median, goal)]
  })
  return [
    `## ${measure.title}`,
    `\`npm run bench -- --only ${measure.name}\` · ${origin}`,
    measure.how,
    table(['', ...heads], rows),
    table(['', 'median (least to most)', 'to reach', ''], met),
  ].join('\n\n')
}

function nameOf(part: Part): string {
  return typeof part === 'string' ? part : `(${part.join(' ÷ ')})`
}

/** Puts the measure's part in place of its last one; the others stay as they are. */
export function writeResults(measured: Measured, order: readonly Measure[]): void {
  const parts = new Map(existsSync(FILE) ? partsOf(readFileSync(FILE, 'utf8')) : [])
  parts.set(measured.measure.title, report(measured))
  const known = order.flatMap(({ title }) => parts.get(title) ?? [])
  writeFileSync(FILE, `${[HEAD.trim(), ...known].join('\n\n')}\n`)
}

function partsOf(text: string): [string, string][] {
  return text
    .split(/^(?=## )/m)
    .slice(1)
    .map((part) => [part.slice(3, part.indexOf('\n')), part.trim()])
}

/** How many processors others kept at work before the measure and after it, and the load of the rounds' last minute. */
type Busy = { before: number; load: number; after: number }

type Ran = { isQuick: boolean; packages: readonly string[]; busy: Busy }

/** When, on what, by what: one line. */
export function originOf(rounds: number, { isQuick, packages, busy }: Ran): string {
  const { length } = cpus()
  const { before, load, after } = busy
  // The rounds themselves keep a sender and a server, or a browser, at work.
  const isBusy = Math.max(before, after) > length / 4 || load > length * 1.5
  return [
    new Date().toISOString().slice(0, 16).replace('T', ' '),
    `commit ${COMMIT}`,
    `${rounds} rounds${isQuick ? ', quick' : ''}`,
    `${length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}`,
    `${isBusy ? '**busy machine**, ' : ''}at work ${before.toFixed(1)} before, ${after.toFixed(1)} after, load ${load.toFixed(1)}`,
    `Node ${process.versions.node}`,
    browserVersion(),
    ...packages.map((name) => `${name} ${versionOf(name)}`),
  ].join(' · ')
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT }).toString().trim()
}

/** Of a package that the bench has, or else the product. */
function versionOf(name: string): string {
  const [own, product] = [HERE, ROOT].map((folder) => join(folder, 'node_modules', name, 'package.json'))
  return JSON.parse(readFileSync(existsSync(own!) ? own! : product!, 'utf8')).version
}

function browserVersion(): string {
  const path = browserPath()
  if (!path) return 'no Chromium'
  const said = execFileSync(path, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  return /^\S+ [\d.]+/.exec(said)?.[0] ?? said.trim()
}

function shown({ median, least, most }: Spread, digits: number): string {
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${text(median)} (${text(least)} to ${text(most)})`
}

function limit(atMost?: number, atLeast?: number): string {
  if (atMost !== undefined) return `≤ ${atMost.toLocaleString('en')}`
  return atLeast === undefined ? '' : `≥ ${atLeast.toLocaleString('en')}`
}

function verdict(median: number, { atMost, atLeast }: { atMost?: number; atLeast?: number }): string {
  if (atMost === undefined && atLeast === undefined) return ''
  return median <= (atMost ?? median) && median >= (atLeast ?? median) ? 'reached' : '**missed**'
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
