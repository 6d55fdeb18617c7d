import { sql } from 'kysely'
import { addWorkingDays, halfDayOf, ordinal } from '#src/domain/calendar.ts'
import { GROUP, releasable, type Span, spanBounds, spanOf } from '#src/domain/release.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'

export type Waiting = Schema['waiting']
type Going = { waiting: Waiting; span: Span }
type Closing = { unit: string; release: number; hash: string; fresh: readonly Waiting[] }

/**
 * Releases at a closing what may go out (P9): single ratings in groups of five of one counter, and reasons and comments
 * with them, at the latest at the close of the second working day. The rest waits on. `fresh`: what the half day brought.
 */
export async function release(trx: Trx, deps: Deps, closing: Closing): Promise<void> {
  const { unit, fresh } = closing
  const stored = await trx.selectFrom('waiting').selectAll().where('unit', '=', unit).execute()
  const all = [...stored, ...fresh]
  if (all.length === 0) return
  const rows = goingRows(all.filter(({ kind }) => kind === 'row'))
  const feedback = await goingFeedback(trx, closing, {
    waiting: all.filter(({ kind }) => kind === 'feedback'),
    rows,
  })
  await insertRows({ trx, dialect: deps.dialect }, 'released', [
    ...released(deps, closing, rows),
    ...released(deps, closing, feedback),
  ])
  const gone = new Set([...rows, ...feedback].map((going) => going.waiting))
  await trx.deleteFrom('waiting').where('unit', '=', unit).execute()
  await insertRows(
    { trx, dialect: deps.dialect },
    'waiting',
    all.filter((waiting) => !gone.has(waiting)),
  )
}

function goingRows(waiting: readonly Waiting[]): Going[] {
  const counters = [...new Set(waiting.map(({ counter }) => counter))]
  return counters.flatMap((counter) =>
    releasable(waiting.filter((row) => row.counter === counter)).flatMap(({ span, rows }) =>
      rows.map((row) => ({ waiting: row, span })),
    ),
  )
}

async function goingFeedback(
  trx: Trx,
  { unit, release: closing }: Closing,
  { waiting, rows }: { waiting: readonly Waiting[]; rows: readonly Going[] },
): Promise<Going[]> {
  const spans = new Map(rows.map((going) => [idOf(going.waiting), going.span]))
  const going: Going[] = []
  for (const one of waiting) {
    const span = spans.get(idOf(one))
    if (span) going.push({ waiting: one, span })
    else if (deadline(one.half) <= closing)
      going.push({ waiting: one, span: await shortestSpan(trx, unit, one) })
  }
  return going
}

/** The half day at whose close a reason or comment goes out even alone. */
function deadline(half: number): number {
  return ordinal(addWorkingDays(halfDayOf(half).day, 2), 'pm')
}

/** The shortest span in which the counter has five ratings; a month where it never has. */
async function shortestSpan(trx: Trx, unit: string, { counter, half }: Waiting): Promise<Span> {
  const month = spanOf('month', half)
  for (const kind of ['half', 'day', 'week'] as const) {
    const span = spanOf(kind, half)
    const { from, to } = spanBounds(span)
    const { n } = await trx
      .selectFrom('tally')
      .select(sql<number>`coalesce(sum(n), 0)`.as('n'))
      .where('unit', '=', unit)
      .where('counter', '=', counter)
      .where('day', '>=', halfDayOf(from).day)
      .where('day', '<=', halfDayOf(to).day)
      .$if(span.half === 'am', (query) => query.where('hour', '<', 12))
      .$if(span.half === 'pm', (query) => query.where('hour', '>=', 12))
      .executeTakeFirstOrThrow()
    if (n >= GROUP) return span
  }
  return month
}

/** Shuffled by the secret key, rows and feedback each in an order of its own, so that neither leads to the log. */
function released(
  deps: Deps,
  { unit, release: closing, hash }: Closing,
  going: readonly Going[],
): Schema['released'][] {
  const keyed = going.map(({ waiting, span }) => {
    const { kind, log, n } = waiting
    return { kind, log, n, span, key: deps.keys.shuffle(`${hash}|${kind}|${log}|${n}`) }
  })
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return keyed.map(({ kind, log, n, span }, position) => ({
    unit,
    release: closing,
    kind,
    position,
    log,
    n,
    span: span.kind,
    span_from: span.from,
    span_half: span.half ?? null,
  }))
}

function idOf({ log, n }: Waiting): string {
  return `${log} ${n}`
}
