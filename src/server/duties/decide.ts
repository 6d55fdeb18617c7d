import { isAway } from '#src/domain/absence.ts'
import { localTime } from '#src/domain/calendar.ts'
import {
  type CorrectionWhy,
  correctionTrouble,
  creditedIn,
  DECISION_DAYS,
  decisionTrouble,
  type Part,
} from '#src/domain/duty.ts'
import type { DutyCorrection } from '#src/protocol/duties.ts'
import type { Changed } from '#src/protocol/session.ts'
import { absencesOf } from '../absences.ts'
import { type Refusal, refuse } from '../problems.ts'
import { isOver } from '../tree/there.ts'
import { type Acting, deed } from '../units-change.ts'
import { type Duty, dutiesSince } from './read.ts'
import { ownOfficers } from './self.ts'
import { correctionWords, keptWords } from './told.ts'

const DAY_MS = 86_400_000
/** A duty that is surely over was begun within a day before it was. */
export const WINDOW_MS = (DECISION_DAYS + 2) * DAY_MS

/**
 * Credits a duty, or a part of it, to another officer or to nobody, by an entry: no rating changes. Safe to say twice: the second time
 * is no entry. Nobody decides about a duty of their own, or takes one for their own.
 */
export async function correctDuty(
  act: Acting,
  id: string,
  { officer, why, part: asked }: DutyCorrection,
): Promise<Changed | Refusal> {
  const part = asked ?? null
  const duty = await openDuty(act, id, officer)
  if ('code' in duty) return duty
  if (isSaidAgain(duty, { officer, why, part })) return { id }
  const wrong = correctionTrouble(duty, duty.corrections, { part, officer })
  if (wrong) return refuse('invalid', { fields: { [wrong === 'same-officer' ? 'officer' : 'part']: wrong } })
  const unfit = officer === null ? undefined : await officerTrouble(act, officer, localTime(duty.from).day)
  if (unfit) return refuse('invalid', { fields: { officer: unfit } })
  await deed(act, 'duty-corrected', correctionWords(duty, { officer, why, part }))
  return { id }
}

/** Leaves a duty as it is, to which an officer objected. Safe to say twice. */
export async function keepDuty(act: Acting, id: string): Promise<Changed | Refusal> {
  const duty = await openDuty(act, id, null)
  if ('code' in duty) return duty
  if (!duty.objection) return refuse('invalid', { fields: { duty: 'not-right' } })
  if (duty.decisions.at(-1)?.kept) return { id }
  await deed(act, 'duty-kept', keptWords(duty))
  return { id }
}

/** The duty, where who asks may decide about it, and in favour of that officer. */
async function openDuty(act: Acting, id: string, officer: string | null): Promise<Duty | Refusal> {
  if (await isOver(act)) return refuse('unit-over')
  const now = act.deps.now()
  const duty = (await dutiesSince(act.trx, act.unit, now - WINDOW_MS)).find((one) => one.id === id)
  if (!duty) return refuse('not-found')
  const own = await ownOfficers(act)
  const concerned = [duty.officer, officer, ...duty.corrections.map((one) => one.officer)]
  if (concerned.some((one) => one !== null && own.has(one)))
    return refuse('invalid', { fields: { duty: 'own-duty' } })
  const trouble = decisionTrouble(duty, now)
  return trouble ? refuse('invalid', { fields: { duty: trouble } }) : duty
}

type Asked = { officer: string | null; why: CorrectionWhy; part: Part }

function isSaidAgain({ corrections, ...duty }: Duty, asked: Asked): boolean {
  const last = corrections.at(-1)
  const isSame =
    last?.why === asked.why &&
    last.part?.from === asked.part?.from &&
    last.part?.to === asked.part?.to &&
    last.officer === asked.officer
  return isSame && creditedIn(duty, corrections, asked.part) === asked.officer
}

async function officerTrouble(
  { trx, unit }: Acting,
  officer: string,
  day: string,
): Promise<'no-officer' | 'officer-away' | undefined> {
  const known = await trx
    .selectFrom('officer')
    .select('absences')
    .where('id', '=', officer)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!known) return 'no-officer'
  return isAway(absencesOf(known), day) ? 'officer-away' : undefined
}
