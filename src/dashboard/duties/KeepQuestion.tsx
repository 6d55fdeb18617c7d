import type { Duty } from '#src/protocol/duties.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { text } from '../language.ts'
import { officerName, spanText } from './DutyLine.tsx'

type KeepProps = { view: UnitView; duty: Duty; done: () => void; cancel: () => void }

/** Says what it means to leave a duty as it is, and asks once. */
export function KeepQuestion({ view, duty, done, cancel }: KeepProps) {
  const words = text().duties
  return (
    <Ask
      title={words.keepTitle(officerName(view, duty.officer), spanText(duty))}
      what={[words.keepWhat]}
      yes={words.keep}
      act={() => calls.keepDuty(view.unit.id, duty.id)}
      done={done}
      cancel={cancel}
    />
  )
}
