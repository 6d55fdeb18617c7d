import { localTime } from '#src/domain/calendar.ts'
import type { AccountList } from '#src/protocol/accounts.ts'
import type { Schema } from './db/schema.ts'

type Account = Pick<Schema['account'], 'ended_at' | 'first_day' | 'last_day'>

/** Whether somebody may sign in by the account at that instant, ms: it must not have ended, and be within its days. */
export function stateOf(
  { ended_at, first_day, last_day }: Account,
  now: number,
): AccountList['accounts'][number]['state'] {
  const { day } = localTime(now)
  if (ended_at !== null) return 'ended'
  if (first_day !== null && day < first_day) return 'not-yet'
  return last_day !== null && day > last_day ? 'over' : 'open'
}
