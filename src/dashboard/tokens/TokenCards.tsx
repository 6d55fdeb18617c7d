import { useState } from 'preact/hooks'
import { addDays, localTime } from '#src/domain/calendar.ts'
import type { TokenList } from '#src/protocol/tokens.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { text } from '../language.ts'
import { Entries } from '../settings/Entries.tsx'
import { useView } from '../view.ts'
import { type Made, MadeToken } from './MadeToken.tsx'
import { TokenFields } from './TokenFields.tsx'

type Token = TokenList['tokens'][number]

/** By what other programs pull: make, see where one is used, revoke. Those that are good stand first. */
export function TokenCards({ unit, origin }: { unit: string; origin: string }) {
  const live = useView(`tokens ${unit}`, (signal) => calls.tokens(unit, signal))
  const [made, setMade] = useState<Made>()
  const words = text().tokens
  return (
    <>
      <Loaded live={live} blocks={['by-counter']}>
        {({ tokens }) => (
          <Entries
            title={words.title}
            hint={words.hint}
            none={words.none}
            add={words.add}
            entries={[...tokens].sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))}
            reload={live.reload}
            sent={words.saved}
            line={(token, { changed }) => <Line unit={unit} token={token} changed={changed} />}
            form={(opened) => <TokenFields {...opened} unit={unit} made={setMade} />}
          />
        )}
      </Loaded>
      {made && (
        <MadeToken made={made} address={`${origin}/api/v1/units/${unit}`} close={() => setMade(undefined)} />
      )}
    </>
  )
}

type LineProps = { unit: string; token: Token; changed: () => void }

function Line({ unit, token, changed }: LineProps) {
  const { tokens: words, format } = text()
  const { name, reads, by, made, last, used, state } = token
  const tone = state === 'open' && endsSoon(last) ? 'soon' : state
  const facts = [
    words.pulls[reads.join(' ') as keyof typeof words.pulls],
    words.until(format.day(last)),
    used === null ? words.unused : words.used(clock(used), format.date(used)),
    words.by(by, format.date(made)),
  ]
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{name}</bdi> <bdi class="hint">{facts.join(' · ')}</bdi>
      </p>
      <span class={tone === 'open' ? 'tag ok' : 'tag warn'}>{words.states[tone]}</span>
      {state === 'open' && (
        <div class="row-actions">
          <Revoke unit={unit} token={token} changed={changed} />
        </div>
      )}
    </div>
  )
}

/** Early enough to put another one in its place: what pulls by it only says that it was refused. */
const SOON_DAYS = 14

function endsSoon(last: string): boolean {
  return addDays(last, -SOON_DAYS) <= localTime(Date.now()).day
}

function Revoke({ unit, token: { id, name }, changed }: LineProps) {
  const [asking, ask] = useState(false)
  const words = text().tokens
  const done = () => {
    ask(false)
    changed()
  }
  return (
    <>
      <button type="button" class="button small" onClick={() => ask(true)}>
        {words.revoke}
        <span class="unseen"> {name}</span>
      </button>
      {asking && (
        <Ask
          title={words.revokeTitle(name)}
          what={[words.revokeWhat]}
          yes={words.revoke}
          act={() => calls.revokeToken(unit, id)}
          done={done}
          cancel={() => ask(false)}
        />
      )}
    </>
  )
}
