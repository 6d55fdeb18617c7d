import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const ROOT = new URL('../../', import.meta.url)
const PAGE = new URL('docs/RELIABILITY.md', ROOT)
const COLUMNS = '| date | commit | seeds |'

/** What a run came to, by the columns of the table behind date and commit. */
export type Run = {
  seeds: string
  tablets: string
  days: string
  faults: string
  taps: string
  failed: number
  pace: string
  bound: string
}

/** Adds a run to the table "The record" of docs/RELIABILITY.md, as the last row. */
export function record(run: Run, at: Date): void {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' })
  const { seeds, tablets, days, faults, taps, failed, pace, bound } = run
  const cells = [
    at.toISOString().slice(0, 10),
    commit.trim(),
    seeds,
    tablets,
    days,
    faults,
    taps,
    failed,
    pace,
    bound,
  ]
  writeFileSync(PAGE, withRow(readFileSync(PAGE, 'utf8'), `| ${cells.join(' | ')} |`))
}

/** The page with one row more at the end of that table. Throws where the table is not there. */
export function withRow(page: string, row: string): string {
  const lines = page.split('\n')
  const head = lines.findIndex((line) => line.startsWith(COLUMNS))
  if (head === -1) throw new Error(`no table ${COLUMNS} in docs/RELIABILITY.md`)
  const length = lines.slice(head).findIndex((line) => !line.startsWith('|'))
  return lines.toSpliced(length === -1 ? lines.length : head + length, 0, row).join('\n')
}
