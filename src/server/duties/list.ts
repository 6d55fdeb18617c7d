import { addDays, instantOf, localTime } from '#src/domain/calendar.ts'
import { decisionTrouble } from '#src/domain/duty.ts'
import { parseLogId } from '#src/domain/id.ts'
import type { DutiesQuery, DutyList, Duty as Said } from '#src/protocol/duties.ts'
import type { Trx } from '../deps.ts'
import type { Acting } from '../units-change.ts'
import { WINDOW_MS } from './decide.ts'
import { type Duty, dutiesSince } from './read.ts'
import { ownOfficers } from './self.ts'

const MINUTE_MS = 60_000

/** The duties of a day, and those to which an officer objected and about which one may still decide. */
export async function dutyList(act: Acting, query: DutiesQuery): Promise<DutyList> {
  const now = act.deps.now()
  const day = query.day ?? localTime(now).day
  const [from, to] = [instantOf(day), instantOf(addDays(day, 1))]
  const all = await dutiesSince(act.trx, act.unit, Math.min(from - WINDOW_MS, now - WINDOW_MS))
  const of = { now, own: await ownOfficers(act), names: await namesOf(act.trx, act.unit) }
  const said = (duties: readonly Duty[]) => duties.map((duty) => sayDuty(duty, of))
  const objected = all.filter(({ objection, from: began }) => objection && began >= now - WINDOW_MS)
  return {
    now,
    day,
    objections: said(objected.sort(byUndecided)),
    duties: said(all.filter((duty) => from <= duty.from && duty.from < to).sort((a, b) => b.from - a.from)),
  }
}

/** How many duties an officer objected to, about which nobody decided yet and one still may. */
export async function openObjections(trx: Trx, unit: string, now: number): Promise<number> {
  const duties = await dutiesSince(trx, unit, now - WINDOW_MS)
  const open = duties.filter(({ objection, decisions }) => objection && decisions.length === 0)
  return open.filter((duty) => decisionTrouble(duty, now) !== 'duty-late').length
}

function byUndecided(a: Duty, b: Duty): number {
  return Number(a.decisions.length > 0) - Number(b.decisions.length > 0) || b.from - a.from
}

type Of = { now: number; own: ReadonlySet<string>; names: ReadonlyMap<string, string> }

function sayDuty(duty: Duty, { now, own, names }: Of): Said {
  const { id, log, officer, counter, from, to, objection, decisions, corrections } = duty
  const isOwn = [officer, ...corrections.map((one) => one.officer)].some(
    (one) => one !== null && own.has(one),
  )
  return {
    ...{ id, officer, counter },
    device: parseLogId(log.replace(/~\d+$/, '')).owner,
    from: minute(from),
    to: to === null ? null : minute(to),
    objection: objection ? { why: objection.why, day: localTime(objection.at).day } : null,
    decisions: decisions.map((one) => ({
      at: one.at,
      by: names.get(one.by ?? '') ?? '',
      corrected: one.kept ? null : { officer: one.officer, why: one.why, part: one.part },
    })),
    bar: isOwn ? 'own-duty' : (decisionTrouble(duty, now) ?? null),
  }
}

function minute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS
}

async function namesOf(trx: Trx, unit: string): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('account').select(['id', 'name']).where('unit', '=', unit).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
