import { useEffect, useState } from 'preact/hooks'
import type { PinLinkAnswer } from '#src/protocol/pins.ts'
import type { Answer } from '../api.ts'
import { calls } from '../calls.ts'
import { Failed } from '../frame/Failed.tsx'
import { Language } from '../frame/Language.tsx'
import { Page } from '../frame/Page.tsx'
import { sentence, text } from '../language.ts'
import { OwnPinForm } from './OwnPinForm.tsx'

/** Where an officer sets the PIN by which they go on duty: open to whoever has the link. */
export function OwnPin({ token }: { token: string }) {
  const [done, setDone] = useState(false)
  const words = text().pin
  return (
    <main class="alone">
      <Page title={done ? words.done : words.title} actions={<Language />}>
        {done ? <p role="status">{words.doneNext}</p> : <ByLink token={token} done={() => setDone(true)} />}
      </Page>
    </main>
  )
}

function ByLink({ token, done }: { token: string; done: () => void }) {
  const [link, setLink] = useState<Answer<PinLinkAnswer>>()
  const [round, again] = useState(0)
  useEffect(() => {
    let left = false
    setLink(undefined)
    if (token !== '')
      calls.pinLink({ token }).then((answer) => {
        if (!left) setLink(answer)
      })
    return () => {
      left = true
    }
  }, [token, round])
  if (token === '') return <p>{text().pin.noToken}</p>
  if (link === undefined) return <p role="status">{text().common.loading}</p>
  if (link.ok) return <OwnPinForm token={token} owner={link.value} done={done} />
  const { problem } = link
  return problem.code === 'pin-link-used' || problem.code === 'invalid' ? (
    <p role="alert">{sentence({ ...problem, code: 'pin-link-used' })}</p>
  ) : (
    <Failed problem={problem} retry={() => again((n) => n + 1)} what="" />
  )
}
