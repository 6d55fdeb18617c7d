import { useState } from 'preact/hooks'
import type { SessionList } from '#src/protocol/accounts.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'
import { useView } from '../view.ts'

type Session = SessionList['sessions'][number]

/** Where one is signed in, each of which can be ended. */
export function SessionCard() {
  const live = useView('sessions', calls.sessions)
  const [problem, setProblem] = useState<Problem>()
  const words = text().accounts
  const end = async (id: string) => {
    const answer = noticed(await calls.endSession(id))
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) live.reload()
  }
  return (
    <Card title={words.places} hint={words.placesHint}>
      <Loaded live={live} blocks={['by-counter']}>
        {({ sessions }) => (
          <ul class="entries" aria-label={words.places}>
            {sessions.map((session) => (
              <li key={session.id}>
                <SessionLine session={session} end={() => end(session.id)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {problem && (
        <p class="wrong" role="alert">
          {sentence(problem)}
        </p>
      )}
    </Card>
  )
}

function SessionLine({ session: { since, until, current }, end }: { session: Session; end: () => void }) {
  const { accounts: words, format } = text()
  const when = (at: number) => `${clock(at)} ${format.date(at)}`
  const from = words.since(when(since))
  return (
    <div class="entry">
      <p class="entry-words">
        <span class="row-name">{from}</span> <span class="hint">{words.until(when(until))}</span>
      </p>
      {current ? (
        <span class="tag ok">{words.here}</span>
      ) : (
        <button type="button" class="button small" onClick={end}>
          {words.endSession}
          <span class="unseen"> {from}</span>
        </button>
      )}
    </div>
  )
}
