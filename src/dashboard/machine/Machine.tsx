import type { MachineView } from '#src/protocol/machine.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { OfServer } from '../head/Attention.tsx'
import { serverNotices } from '../head/server-notices.ts'
import { text } from '../language.ts'
import { VerifiedCard } from '../verified/Verified.tsx'
import { useView } from '../view.ts'

const POLL_MS = 60_000

/** What an operator sees: the machine, and nothing of what citizens said. */
export function Machine({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.machine(unit, signal), POLL_MS)
  return (
    <Page title={text().page.machine}>
      <p class="hint">{text().machine.lead}</p>
      <Loaded live={live} blocks={['attention', 'wide']}>
        {(view) => <Facts view={view} />}
      </Loaded>
    </Page>
  )
}

function Facts({ view }: { view: MachineView }) {
  const words = text()
  const { machine, format } = words
  const { lastBackup, build } = view.server
  const notices = serverNotices(view.server, words).map((one) => <OfServer key={one.title} {...one} />)
  return (
    <div class="settings">
      <div class="column">
        <Card title={machine.attention}>
          {notices.length === 0 ? <p class="hint">{machine.nothing}</p> : <ul class="notices">{notices}</ul>}
        </Card>
        <Card title={words.page.machine}>
          <p>
            {machine.backup}:{' '}
            <b>
              {lastBackup === null ? machine.noBackup : `${clock(lastBackup)} ${format.date(lastBackup)}`}
            </b>
          </p>
          <p>
            {machine.build}: <b class="mono">{build?.id ?? machine.noBuild}</b>
          </p>
        </Card>
      </div>
      <div class="column">
        <VerifiedCard view={view} />
      </div>
    </div>
  )
}
