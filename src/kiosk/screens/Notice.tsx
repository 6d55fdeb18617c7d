import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { Lotus } from '#src/ui/Lotus.tsx'
import { KIOSK_TEXT, type KioskText } from '#src/ui/text/kiosk.ts'
import { type Seen, words } from '../seen.ts'
import type { State } from '../state.ts'
import { Brand } from './Brand.tsx'

type Noticed = Extract<State, { at: 'second' | 'broken' | 'retired' | 'called' | 'part' | 'failed' }>

/** One sentence on the whole screen: what happened, and what to do; in both languages where none was chosen. Never thanks. */
export function Notice(seen: Seen & { state: Noticed }) {
  const { state, send, staff } = seen
  const { icon, say } = sentence(state, words(state))
  return (
    <div class="notice">
      {state.at === 'broken' || state.at === 'retired' ? (
        <Brand unit={undefined} staff={words(state).staffCorner} send={send} />
      ) : (
        <Lotus />
      )}
      <div class="sentence" role="alert">
        <Icon path={icon} />
        <h1 tabIndex={-1}>{say}</h1>
      </div>
      {!('view' in state) && <p lang="en">{sentence(state, KIOSK_TEXT.en).say}</p>}
      {state.at === 'broken' && typeof staff === 'object' && <staff.StorageFailed {...seen} />}
    </div>
  )
}

type Sentence = { icon: string; say: string }

function sentence(state: Noticed, t: KioskText): Sentence {
  switch (state.at) {
    case 'second':
      return { icon: kioskIcons.tablet, say: t.notice.secondTab }
    case 'broken':
      return { icon: kioskIcons.storage, say: t.notice.storageFailed }
    case 'retired':
      return { icon: kioskIcons.tablet, say: t.notice.retired }
    case 'called':
      return {
        icon: kioskIcons.tablet,
        say: t.notice.called(state.config.counter.label, state.config.device),
      }
    case 'part':
      return { icon: kioskIcons.alert, say: t.restMayBeLost }
    case 'failed':
      return { icon: kioskIcons.alert, say: t.notRecorded }
  }
}
