import { spokenTime } from '#src/ui/format-kiosk.ts'
import { Scenery } from '#src/ui/Scenery.tsx'
import { configOf, type Seen, viewOf, words } from '../seen.ts'
import { Brand } from './Brand.tsx'
import { Button } from './parts.tsx'

/** K8. Never the reason, never a name. */
export function Closed(seen: Seen) {
  const { state, send } = seen
  const t = words(state)
  const config = configOf(seen)
  const { served, reopens } = state.at === 'closed' ? state : { served: false, reopens: null }
  return (
    <div class="k8 scene">
      <Scenery scene="closed" />
      <Brand unit={config?.unit} staff={t.staff.title} onLongPress={() => send({ type: 'staff' })} />
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
        {reopens !== null && <p class="lead">{t.closed.reopens(spokenTime(reopens, viewOf(state).lang))}</p>}
      </div>
      {served && (
        <Button kind="secondary" onClick={() => send({ type: 'served' })}>
          {t.closed.rate}
        </Button>
      )}
    </div>
  )
}
