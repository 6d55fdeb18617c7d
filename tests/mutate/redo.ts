import { ordinal } from '#src/domain/calendar.ts'
import { makeLine } from '#src/domain/entry.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { feedbackOf } from '#src/domain/rating-schema.ts'
import { ClosedBody, marksHash } from '#src/server/closed-entry.ts'
import { lastClosed, marksFrom } from '#src/server/closed-read.ts'
import { insertRows } from '#src/server/db/insert.ts'
import type { Schema } from '#src/server/db/schema.ts'
import type { ServerKeys, Trx } from '#src/server/deps.ts'
import { marksAfter, NO_MARKS, signIntake } from '#src/server/intake.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { positionsOf } from '#src/server/releasing.ts'
import { ratingIn } from '#src/server/rows.ts'
import { signUnitHead } from '#src/server/unit-head.ts'
import { type ClosedAgain, closedAgain } from '#src/server/verify/closed-again.ts'
import { chained } from '#tests/support/forge.ts'
import { type Draft, entriesOf, type Loose, textOf } from './draft.ts'
import type { MutateOffice } from './office.ts'

/**
 * What one does after an attack who holds the server's key as well: every closing is written and signed anew, so that it
 * names what now stands there. Without a change before a closing it stays as it is, to the letter.
 */
export function closeAnew(draft: Draft, keys: ServerKeys): void {
  for (const { id: unit } of draft.unit) {
    const log = draft.log.find(({ id }) => id === `${unit}.1`)
    if (!log) continue
    let previous = '0'.repeat(64)
    let from = 0
    for (const entry of entriesOf(draft, log.id!)) {
      const said = readLine(textOf(entry))
      const body = said?.kind === 'closed' ? ClosedBody.parse(said.body) : undefined
      if (said && body) {
        from = closingAnew(draft, { unit: String(unit), body, from, log: log.id! })
        entry.line = Buffer.from(makeLine(said.at, 'closed', body))
      }
      const [link] = chained(String(log.id), Number(entry.n), previous, [textOf(entry)])
      previous = link!.hash
      entry.hash = previous
      const closing = body && draft.closing.find((row) => row.unit === unit && row.release === body.release)
      if (closing) closing.sig = keys.sign.sign('closing', textOf(entry)).sig
    }
    log.hash = previous
  }
}

type Old = { unit: string; body: ClosedBody; from: number; log: Loose[string] }

/** The body of a closing as it ought to be now; answers the position after its last mark. */
function closingAnew(draft: Draft, { unit, body, from, log }: Old): number {
  const marks = (draft.receive_mark as unknown as Schema['receive_mark'][])
    .filter((mark) => mark.unit === unit && mark.position >= from && mark.release <= body.release)
    .toSorted((a, b) => a.position - b.position)
  const after = from + marks.length
  body.marks = [from, after, marksHash(marks)]
  body.heads = body.heads.flatMap(([id, n]): ClosedBody['heads'] => {
    const entries = entriesOf(draft, id).filter((row) => Number(row.n) <= n)
    const last = entries.at(-1)
    return last && (id !== log || last.n === n) ? [[id, Number(last.n), String(last.hash)]] : []
  })
  return after
}

/** The figures, releases and signatures that follow, made by the server's own code with its own key. */
export async function signAnew({ db, dialect, deps }: MutateOffice): Promise<void> {
  await rebuild(deps)
  await db.transaction().execute(async (trx) => {
    const into = { trx, dialect }
    for (const { id: unit, position } of await trx.selectFrom('unit').selectAll().execute()) {
      const closings: ClosedAgain[] = []
      for await (const closing of closedAgain(trx, unit)) closings.push(closing)
      await trx.deleteFrom('released').where('unit', '=', unit).execute()
      await insertRows(
        into,
        'released',
        closings.flatMap((closing) => releasedBy(deps.keys, unit, closing)),
      )
      await fillWaiting(into, unit, closings)
      const head = await trx.selectFrom('log').selectAll().where('id', '=', `${unit}.1`).executeTakeFirst()
      if (head) await signUnitHead(trx, deps, unit, { n: head.head, hash: head.hash })
      const marks = await marksFrom(trx, unit, (await lastClosed(trx, unit))?.marks[1] ?? 0)
      await signIntake(trx, deps, unit, { position, marks: marksAfter(NO_MARKS, marks) })
    }
  })
}

function releasedBy(keys: ServerKeys, unit: string, closing: ClosedAgain): Schema['released'][] {
  return (['row', 'feedback'] as const).flatMap((kind) => {
    const going = kind === 'row' ? closing.rows : closing.feedback
    const ids = going.map(({ rating: { log, n } }) => ({ log, n }))
    const positions = positionsOf(keys.shuffle, { kind, hash: closing.hash }, ids)
    return going.map(({ span, rating: { log, n, counter, score } }) => ({
      unit,
      release: closing.release,
      kind,
      position: positions.get(`${log} ${n}`)!,
      log,
      n,
      span: span.kind,
      span_from: span.from,
      span_half: span.half ?? null,
      counter: kind === 'row' ? counter : null,
      score: kind === 'row' ? score : null,
    }))
  })
}

/** Whatever was closed and has not gone out. */
async function fillWaiting(
  { trx, dialect }: { trx: Trx; dialect: MutateOffice['dialect'] },
  unit: string,
  closings: readonly ClosedAgain[],
): Promise<void> {
  const gone = (kind: 'rows' | 'feedback') =>
    new Set(closings.flatMap((one) => one[kind].map(({ rating: { log, n } }) => `${log} ${n}`)))
  const [rows, feedback] = [gone('rows'), gone('feedback')]
  await trx.deleteFrom('waiting').where('unit', '=', unit).execute()
  const closed = await trx
    .selectFrom('receive_mark as m')
    .innerJoin('unit as u', 'u.id', 'm.unit')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
    .select(['m.log', 'm.n', 'm.day', 'm.hour', 'e.line'])
    .where('m.unit', '=', unit)
    .whereRef('m.release', '<=', 'u.closed')
    .execute()
  const waiting = closed.flatMap(({ log, n, day, hour, line }): Schema['waiting'][] => {
    const body = ratingIn(line)
    const row = { unit, log, n, counter: body.counter, half: ordinal(day, hour < 12 ? 'am' : 'pm') }
    const isFeedback = feedbackOf(body) !== undefined && !feedback.has(`${log} ${n}`)
    return [
      ...(rows.has(`${log} ${n}`) ? [] : [{ ...row, kind: 'row' as const }]),
      ...(isFeedback ? [{ ...row, kind: 'feedback' as const }] : []),
    ]
  })
  await insertRows({ trx, dialect }, 'waiting', waiting)
}
