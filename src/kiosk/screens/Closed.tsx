import { spokenTime } from '#src/ui/format-kiosk.ts'
import { KIOSK_TEXT } from '#src/ui/text/kiosk.ts'
import { configOf, type Seen, words } from '../seen.ts'
import { Brand } from './Brand.tsx'
import { Button } from './parts.tsx'

/** K8, in both languages, since nobody has chosen one. Never the reason, never a name. */
export function Closed(seen: Seen) {
  const { state, send } = seen
  const t = words(state)
  const en = KIOSK_TEXT.en.closed
  const config = configOf(seen)
  // Outside working hours the other counters are closed too.
  const elsewhere = config && config.closedSince !== null ? config.elsewhere : null
  const { served, reopens } = state.at === 'closed' ? state : { served: false, reopens: null }
  return (
    <div class="k8 scene">
      <Brand unit={config?.unit} staff={t.staffCorner} send={send} />
      {config && (
        <p class="place">
          <b>{config.counter.label}</b>
          <span>{config.counter.name}</span>
        </p>
      )}
      <div class="said">
        <h1 class="hero" tabIndex={-1}>
          {t.closed.title}
        </h1>
        {reopens !== null && <p class="lead">{t.closed.reopens(spokenTime(reopens, 'vi'))}</p>}
        {elsewhere && <p class="lead">{t.closed.elsewhere(elsewhere)}</p>}
        <p lang="en">
          {en.title}
          {reopens !== null && `. ${en.reopens(spokenTime(reopens, 'en'))}`}
          {elsewhere && `. ${en.elsewhere(elsewhere)}`}
        </p>
      </div>
      {served && (
        <Button kind="secondary" onClick={() => send({ type: 'served' })}>
          {t.closed.rate}
          <small lang="en">{en.rate}</small>
        </Button>
      )}
      {config?.roster && (
        <Button kind="pill" onClick={() => send({ type: 'staff' })}>
          {t.closed.staff}
        </Button>
      )}
    </div>
  )
}
