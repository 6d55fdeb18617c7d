import { localTime } from '#src/domain/calendar.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { Deps } from './deps.ts'

/** Counts a batch that named a known tablet and was refused, by day and reason: the head sees it (P3). */
export async function countRefusal(deps: Deps, device: string, code: ProblemCode): Promise<void> {
  const now = deps.now()
  deps.log('refused', { device, code })
  await deps.db
    .insertInto('refusal')
    .values({ device, code, day: localTime(now).day, count: 1, last_at: now })
    .onConflict((found) =>
      found
        .columns(['device', 'day', 'code'])
        .doUpdateSet((of) => ({ count: of('refusal.count', '+', 1), last_at: now })),
    )
    .execute()
}
