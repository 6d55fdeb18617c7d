import type { Database } from '../deps.ts'

/** Numbers of a log, both included. */
export type Span = { log: string; from: number; to: number }

/** Of numbers that a tablet no longer holds as they were those that this server does not hold either. */
export async function stillLost(db: Database, spans: readonly Span[]): Promise<Span[]> {
  const lost: Span[] = []
  for (const span of spans) {
    const { log, from, to } = span
    const { held } = await db
      .selectFrom('entry')
      .innerJoin('log', 'log.id', 'entry.log')
      .where('log.hashed_as', '=', log)
      .where('entry.n', '>=', from)
      .where('entry.n', '<=', to)
      .select((of) => of.fn.count<number | string>('entry.n').distinct().as('held'))
      .executeTakeFirstOrThrow()
    if (Number(held) < to - from + 1) lost.push(span)
  }
  return lost
}
