import { MAX_COMMENT, REASONS, type Reason } from '#src/domain/conduct.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { ReasonIcon } from '#src/ui/ReasonIcon.tsx'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import { type Seen, words } from '../seen.ts'
import type { Page, State } from '../state.ts'
import { lasting, secondsLeft } from '../times.ts'
import { Finish } from './Finish.tsx'
import { Button, choice } from './parts.tsx'
import { Ring } from './Ring.tsx'

type Told = Extract<State, { at: 'reasons' | 'saving' }>

/** K3. It looks the same whoever opens it, and shows neither face nor officer. */
export function Reasons({ state, now, send }: Seen & { state: Told }) {
  const t = words(state)
  const isOpen = state.at === 'reasons'
  const page = state.view.large ? (isOpen ? state.page : 2) : null
  return (
    <div class={`questions k3 ${page ? 'paged' : ''}`}>
      <header>
        <h1 tabIndex={-1}>{t.reasonsQuestion}</h1>
        <p>
          {t.reasonsHint} <span>{t.reasonsRead}</span>
        </p>
      </header>
      {page !== 2 && (
        <div class="reasons">
          {REASONS.map((reason) => (
            <Chip key={reason} reason={reason} state={state} t={t} send={send} />
          ))}
        </div>
      )}
      {page !== 1 && <Comment state={state} t={t} send={send} />}
      {isOpen && (
        <Ring
          left={secondsLeft(state, now)}
          of={lasting(state.config, 90)}
          t={t}
          onTouch={() => send({ type: 'touch' })}
        />
      )}
      <Actions state={state} page={page} t={t} send={send} />
    </div>
  )
}

type PartProps = { state: Told; t: KioskText } & Pick<Seen, 'send'>

function Chip({ reason, state, t, send }: PartProps & { reason: Reason }) {
  const checked = state.open.draft.answers.reasons.includes(reason)
  return (
    <button {...choice('checkbox', checked)} class="chip" onClick={() => send({ type: 'reason', reason })}>
      <ReasonIcon reason={reason} />
      <span>{t.reasons[reason]}</span>
      <span class="box">
        <Icon path={kioskIcons.check} />
      </span>
    </button>
  )
}

/** The tablet's own keyboard; nothing of what was typed is suggested, corrected or remembered. */
function Comment({ state, t, send }: PartProps) {
  const { comment, masked } = state
  return (
    <div class="comment">
      <label for="comment">{t.commentLabel}</label>
      <p id="comment-note" role="status" class={masked ? 'masked' : ''}>
        {masked ? t.masked : t.commentNote}
      </p>
      <div class="field">
        <textarea
          id="comment"
          aria-describedby="comment-note comment-length"
          maxLength={MAX_COMMENT}
          autocomplete="off"
          autocorrect="off"
          autocapitalize="sentences"
          spellcheck={false}
          readOnly={state.at === 'saving'}
          value={comment}
          onInput={(event) => send({ type: 'typed', text: event.currentTarget.value })}
          onFocus={() => send({ type: 'keyboard', open: true })}
          onBlur={() => send({ type: 'keyboard', open: false })}
        />
        <p id="comment-length">{t.commentLength(comment.length, MAX_COMMENT)}</p>
      </div>
    </div>
  )
}

function Actions({ state, page, t, send }: PartProps & { page: Page | null }) {
  const turn = (to: Page) => send({ type: 'page', page: to })
  return (
    <div class="actions">
      {page === 2 && (
        <Button kind="secondary" class="back" icon={kioskIcons.back} onClick={() => turn(1)}>
          {t.back}
        </Button>
      )}
      <Button kind="secondary" onClick={() => send({ type: 'skip' })}>
        {t.skip}
      </Button>
      {page === 1 ? (
        <Button kind="primary" onClick={() => turn(2)}>
          {t.next}
        </Button>
      ) : (
        <Finish saving={state.at === 'saving'} t={t} onClick={() => send({ type: 'send' })}>
          {t.send}
        </Finish>
      )}
    </div>
  )
}
