import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

const TICKS_A_SECOND = process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0

/** The processor time that a process has used, all its threads, ms in steps of some ten; NaN where this is no Linux. */
export function cpuOf(pid: number): number {
  if (TICKS_A_SECOND === 0) return Number.NaN
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name, in brackets, may hold spaces; after it utime and stime are the 12th and 13th field (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND
}

const LOOKED_MS = 3_000

/** So many processors all programs of the machine kept at work, over three seconds from now. */
export async function busyProcessors(): Promise<number> {
  const before = sumOfTimes()
  await wait(LOOKED_MS)
  const after = sumOfTimes()
  return ((after.busy - before.busy) / (after.all - before.all)) * cpus().length
}

function sumOfTimes(): { busy: number; all: number } {
  const sum = { busy: 0, all: 0 }
  for (const { times } of cpus()) {
    const all = Object.values(times).reduce((one, other) => one + other)
    sum.all += all
    sum.busy += all - times.idle
  }
  return sum
}
