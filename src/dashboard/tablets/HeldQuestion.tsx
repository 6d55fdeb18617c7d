import type { HeldForm } from '#src/protocol/held.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { text } from '../language.ts'
import { spanText } from './faults.ts'

/** What was pressed beside what a retired tablet still sent. */
export type HeldStep = { kind: HeldForm['as']; device: DeviceView } & Omit<HeldForm, 'as'>

type HeldQuestionProps = {
  unit: string
  step: HeldStep
  done: (sentence: string) => void
  cancel: () => void
}

/** Says what counting or leaving means, and asks once. */
export function HeldQuestion({ unit, step, done, cancel }: HeldQuestionProps) {
  const { tablets: words, format } = text()
  const { kind, device, ...held } = step
  const isCounted = kind === 'count'
  const span = spanText(held, format.number)
  return (
    <Ask
      title={isCounted ? words.countTitle(device.id, span) : words.leaveTitle(device.id, span)}
      what={[isCounted ? words.countWhat : words.leaveWhat]}
      yes={isCounted ? words.count : words.leave}
      act={() => calls.held(unit, device.id, { ...held, as: kind })}
      done={() => done(isCounted ? words.counted(device.id) : words.left(device.id))}
      cancel={cancel}
    />
  )
}
