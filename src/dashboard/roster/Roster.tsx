import { useState } from 'preact/hooks'
import { calls } from '../calls.ts'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { ImportCard } from './ImportCard.tsx'
import { Officers } from './Officers.tsx'
import type { Opened } from './open.ts'
import { PreviewCard } from './PreviewCard.tsx'

/** The unit's officers: one by one, or from a file, which is shown before anything of it is stored. */
export function Roster({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.unit(unit, signal))
  const [opened, open] = useState<Opened>()
  const [pasted, paste] = useState('')
  const [said, say] = useState('')
  const stored = (words: string) => {
    open(undefined)
    paste('')
    say(words)
    live.reload()
  }
  return (
    <Page title={text().page.officers}>
      <Loaded live={live} blocks={['by-counter', 'by-day']}>
        {(view) =>
          opened ? (
            <PreviewCard view={view} opened={opened} stored={stored} cancel={() => open(undefined)} />
          ) : (
            <div class="settings">
              <div class="column">
                <Officers view={view} reload={live.reload} />
              </div>
              <div class="column">
                <ImportCard unit={unit} pasted={pasted} paste={paste} open={open} said={said} />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
