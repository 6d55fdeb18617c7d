import type { DeviceView } from '#src/protocol/session.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

type Fault = DeviceView['faults'][number]

export type OpenFault = Fault & { kind: Exclude<Fault['kind'], 'refilled'> }

/** Of what is told of a tablet's log what is still wrong: not what a rescue file has made good. */
export function openFaults({ faults }: Pick<DeviceView, 'faults'>): OpenFault[] {
  return faults.filter((fault): fault is OpenFault => fault.kind !== 'refilled')
}

/** "412–415", "412", or "412…" where nobody knows the end. */
export function spanText({ from, to }: Pick<Fault, 'from' | 'to'>, number: (n: number) => string): string {
  if (to < from) return `${number(from)}…`
  return from === to ? number(from) : `${number(from)}–${number(to)}`
}

/** What is wrong with a log, with its numbers: "Thiếu mục 412–415". */
export function faultText(
  { kind, from, to, count, at }: Fault,
  { tablets: words, format: { number, date } }: DashboardText,
): string {
  const said = kind === 'refused' ? words.refused(number(count)) : words[kind](spanText({ from, to }, number))
  return `${said}, ${words.on(date(at))}`
}
