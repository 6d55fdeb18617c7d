import { type Day, localTime } from '#src/domain/calendar.ts'
import type { DeedList } from '#src/protocol/deeds.ts'
import type { Answer } from '../api.ts'
import { calls } from '../calls.ts'
import type { LogFilter } from '../router.ts'

export type Deed = DeedList['deeds'][number]

/** What was done before that entry, as far as the server looks at once, and on from there until something is found. */
export async function deedsOf(
  unit: string,
  { filter, before }: { filter: LogFilter; before?: number },
  signal?: AbortSignal,
): Promise<Answer<DeedList>> {
  for (let from = before; ; ) {
    const answer = await calls.deeds(
      unit,
      { ...filter, ...(from !== undefined && { before: `${from}` }) },
      signal,
    )
    if (!answer.ok || answer.value.deeds.length > 0 || answer.value.next === null) return answer
    from = answer.value.next
  }
}

/** By the unit's own days, in the order in which they come. */
export function byDay(deeds: readonly Deed[]): { day: Day; deeds: Deed[] }[] {
  const days: { day: Day; deeds: Deed[] }[] = []
  for (const deed of deeds) {
    const { day } = localTime(deed.at)
    const last = days.at(-1)
    if (last?.day === day) last.deeds.push(deed)
    else days.push({ day, deeds: [deed] })
  }
  return days
}
