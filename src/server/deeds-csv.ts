import { localTime, minuteOfDay } from '#src/domain/calendar.ts'
import { DEEDS, type DeedList, type DeedsQuery } from '#src/protocol/deeds.ts'
import { csvText } from './csv.ts'
import { deedList } from './deeds.ts'
import type { Deps } from './deps.ts'
import { snapshot } from './transact.ts'

const NAMES = ['entry', 'day', 'time', 'by', 'name', 'deed', 'said', 'of', 'names']

/**
 * The deeds that are asked for up to that entry, the newest first, one a line under a line of names; days and times are the unit's own.
 * `said` is what a list of kinds calls it, `names` what the ids in `of` were called then.
 */
export async function* deedsCsv(
  deps: Deps,
  { unit, to, query }: { unit: string; to: number; query: DeedsQuery },
): AsyncGenerator<string> {
  yield csvText([NAMES])
  for (let before: number | null = to + 1; before !== null; ) {
    const page: DeedList = await snapshot(deps, (trx) =>
      deedList(trx, unit, { ...query, before: `${before}` }),
    )
    // Without the mark with which a file begins.
    yield csvText(page.deeds.map(cells)).slice(1)
    before = page.next
  }
}

function cells({ n, at, by, deed, of, names }: DeedList['deeds'][number]): string[] {
  const said: Readonly<Record<string, { vi: string }>> = DEEDS
  const two = (value: number) => String(value).padStart(2, '0')
  const minute = minuteOfDay(at)
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  const called = Object.values(names).join('; ')
  return [
    String(n),
    localTime(at).day,
    time,
    by?.id ?? '',
    by?.name ?? '',
    deed,
    said[deed]?.vi ?? '',
    of,
    called,
  ]
}
