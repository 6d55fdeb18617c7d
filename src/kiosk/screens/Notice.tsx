import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { Lotus } from '#src/ui/Lotus.tsx'
import { type Seen, words } from '../seen.ts'
import type { State } from '../state.ts'

type Noticed = Extract<State, { at: 'second' | 'broken' | 'retired' | 'part' | 'failed' }>

/** One sentence on the whole screen: what happened, and what to do. Never thanks. */
export function Notice({ state }: Seen & { state: Noticed }) {
  const { icon, say, staff } = sentence(state)
  return (
    <div class="notice">
      <Lotus />
      <div class="sentence" role="alert">
        <Icon path={kioskIcons[icon]} />
        <h1 tabIndex={-1}>{say}</h1>
      </div>
      {staff && <p>{staff}</p>}
    </div>
  )
}

type Sentence = { icon: keyof typeof kioskIcons; say: string; staff?: string }

function sentence(state: Noticed): Sentence {
  const t = words(state)
  switch (state.at) {
    case 'second':
      return { icon: 'tablet', say: t.notice.secondTab }
    case 'broken':
      return { icon: 'storage', say: t.notice.storageFailed, staff: t.notice.storageFailedStaff }
    case 'retired':
      return { icon: 'tablet', say: t.notice.retired }
    case 'part':
      return { icon: 'alert', say: t.commentNotSaved }
    case 'failed':
      return { icon: 'alert', say: t.notRecorded }
  }
}
