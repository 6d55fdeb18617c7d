import { useEffect, useState } from 'preact/hooks'
import type { DeedList } from '#src/protocol/deeds.ts'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { type LogFilter, writeAddress } from '../router.ts'
import { readerMay } from '../session.ts'
import { useView } from '../view.ts'
import { Deeds } from './Deeds.tsx'
import { deedsOf } from './deeds.ts'
import { Filter } from './Filter.tsx'

/** Who did what and when, as the unit's log has it: the newest first, of whom and what one asks for. */
export function Log({ unit, filter }: { unit: string; filter: LogFilter }) {
  const key = writeAddress({ page: 'log', filter })
  const live = useView(`${unit} ${key}`, (signal) => deedsOf(unit, { filter }, signal))
  const { view } = live
  const [people, setPeople] = useState<DeedList['people']>([])
  useEffect(() => {
    if (view.kind === 'ready') setPeople(view.value.people)
  }, [view])
  const words = text()
  // Who may not read the log is told so, and offered nothing.
  const isReader = readerMay('deeds')
  return (
    <Page title={words.page.log} actions={isReader && <Downloads unit={unit} filter={filter} />}>
      <p class="lead">{words.log.lead}</p>
      {isReader && (
        <>
          <p class="hint lead">{words.log.downloadHint}</p>
          <Filter filter={filter} people={people} />
        </>
      )}
      <Loaded live={live} blocks={['wide']}>
        {(list) => <Deeds key={key} unit={unit} filter={filter} first={list} />}
      </Loaded>
    </Page>
  )
}

function Downloads({ unit, filter }: { unit: string; filter: LogFilter }) {
  const { log: words } = text()
  const address = `/api/v1/units/${unit}/deeds/export`
  return (
    <p class="row-actions">
      <a class="button small" href={`${address}?format=lines`} download={`hailong-${unit}.deeds`}>
        {words.download}
      </a>
      <a
        class="button small"
        href={`${address}?${new URLSearchParams({ format: 'csv', ...filter })}`}
        download={`deeds-${unit}.csv`}
      >
        {words.downloadTable}
      </a>
    </p>
  )
}
