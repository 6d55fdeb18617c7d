import { useEffect, useState } from 'preact/hooks'
import { MAX_RESCUE } from '#src/protocol/rescue.ts'
import type { RescueReport } from '#src/protocol/rescue-schema.ts'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { FileButton } from '../form/FileButton.tsx'
import { Card } from '../frame/Card.tsx'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'

type State =
  | { kind: 'open' }
  | { kind: 'sending'; share: number; stop: AbortController }
  | { kind: 'stopped' }
  | { kind: 'too-large' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'done'; report: RescueReport }

/** Takes in what a tablet could not send: a file from its staff corner. */
export function Rescue({ unit, done }: { unit: string; done: () => void }) {
  const [state, setState] = useState<State>({ kind: 'open' })
  const words = text().rescue
  const stop = state.kind === 'sending' ? state.stop : undefined
  useEffect(() => () => stop?.abort(), [stop])
  const send = async (file: File) => {
    if (file.size > MAX_RESCUE) return setState({ kind: 'too-large' })
    const sending = { kind: 'sending', stop: new AbortController() } as const
    const onShare = (share: number) => setState({ ...sending, share })
    onShare(0)
    const answer = await calls.rescue(unit, file, { onShare, signal: sending.stop.signal })
    if (!answer) return setState({ kind: 'stopped' })
    noticed(answer)
    setState(answer.ok ? { kind: 'done', report: answer.value } : { kind: 'failed', problem: answer.problem })
    done()
  }
  return (
    <Card title={words.title} hint={words.hint} kind="rescue">
      <Said state={state} />
      {stop ? (
        <button type="button" class="button" onClick={() => stop.abort()}>
          {words.stop}
        </button>
      ) : (
        <FileButton onFile={(file) => void send(file)}>{words.choose}</FileButton>
      )}
      <details class="month">
        <summary>{words.moveTitle}</summary>
        <p>{words.move}</p>
      </details>
    </Card>
  )
}

function Said({ state }: { state: State }) {
  const {
    rescue: words,
    format: { number },
  } = text()
  switch (state.kind) {
    case 'open':
      return null
    case 'sending':
      return (
        <div>
          <p role="status">{words.sending(number(Math.floor(state.share * 100)))}</p>
          <progress value={state.share} aria-label={words.choose} />
        </div>
      )
    case 'stopped':
      return <p role="status">{words.stopped}</p>
    case 'too-large':
      return <p role="alert">{words.tooLarge(number(MAX_RESCUE / 2 ** 20))}</p>
    case 'failed':
      return <p role="alert">{sentence(state.problem)}</p>
    case 'done':
      return <Report report={state.report} />
  }
}

type Spans = RescueReport['lost']

/** How many came, and what did not. */
function Report({ report: { device, added, known, held, lost, gaps, damaged } }: { report: RescueReport }) {
  const {
    rescue: words,
    format: { number },
  } = text()
  const said = (spans: Spans) =>
    spans.map(({ from, to }) => (from === to ? number(from) : `${number(from)}–${number(to)}`)).join(', ')
  const trouble = [
    held > 0 && words.held(number(held)),
    lost.length > 0 && words.lost(said(lost)),
    gaps.length > 0 && words.gaps(said(gaps)),
    damaged > 0 && words.damaged(number(damaged)),
  ].filter((sentence) => sentence !== false)
  return (
    <div role="status">
      <p class="said">{words.done(device, number(added), number(known))}</p>
      {trouble.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
