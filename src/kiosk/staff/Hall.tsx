import { Lotus } from '#src/ui/Lotus.tsx'
import { Brand } from '../screens/Brand.tsx'
import { Controls } from '../screens/Controls.tsx'
import { configOf, type Seen, viewOf, words } from '../seen.ts'
import { staffWords } from './staff-words.ts'

/** Before K1, in the hall: which counter was it? Who was not received yet says so, and rates the hall. */
export function Hall(seen: Seen) {
  const { state, send } = seen
  const config = configOf(seen)
  if (state.at !== 'hall' || !config)
    return (
      <div class="notice">
        <Lotus />
      </div>
    )
  const t = words(state)
  const own = staffWords(state).hall
  return (
    <div class={`hall ${state.dim ? 'dim' : ''}`}>
      <Brand unit={config.unit} staff={t.staffCorner} send={send} />
      <Controls view={viewOf(state)} t={t} send={send} />
      <h1 id="which" tabIndex={-1}>
        {own.which}
      </h1>
      <ul class="counters" aria-labelledby="which">
        {(config.hall ?? []).map((counter) => (
          <li key={counter.id}>
            <button type="button" class="tile" onClick={() => send({ type: 'counter', counter })}>
              <b>{counter.label}</b>
              <span>{counter.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="secondary" onClick={() => send({ type: 'counter', counter: null })}>
        {own.notReceived}
      </button>
    </div>
  )
}
