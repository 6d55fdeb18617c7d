import { useEffect, useState } from 'preact/hooks'
import type { Invited } from '#src/protocol/accounts.ts'
import { type Answer, failed } from '../api.ts'
import { calls } from '../calls.ts'
import { Failed } from '../frame/Failed.tsx'
import { Language } from '../frame/Language.tsx'
import { Page } from '../frame/Page.tsx'
import { sentence, text } from '../language.ts'
import { replace } from '../navigation.ts'
import { loadSession, reader } from '../session.ts'
import { InvitedPasswordForm, InvitedPinForm } from './InvitedForms.tsx'

/** Where a person signs in first: open to whoever has the link. */
export function Invitation({ token }: { token: string }) {
  return (
    <main class="alone">
      <Page title={text().page.invitation} actions={<Language />}>
        <ByLink token={token} />
      </Page>
    </main>
  )
}

function ByLink({ token }: { token: string }) {
  const [link, setLink] = useState<Answer<Invited>>()
  const [round, again] = useState(0)
  useEffect(() => {
    let left = false
    setLink(undefined)
    if (token !== '')
      calls.invited({ token }).then((answer) => {
        if (!left) setLink(answer)
      })
    return () => {
      left = true
    }
  }, [token, round])
  if (token === '') return <p>{text().invitation.noToken}</p>
  if (link === undefined) return <p role="status">{text().common.loading}</p>
  if (link.ok) return <Forms token={token} invited={link.value} />
  const { problem } = link
  return problem.code === 'invitation-used' || problem.code === 'invalid' ? (
    <p role="alert">{sentence({ ...problem, code: 'invitation-used' })}</p>
  ) : (
    <Failed problem={problem} retry={() => again((n) => n + 1)} what="" />
  )
}

function Forms({ token, invited: { name, user, role, unit, pin } }: { token: string; invited: Invited }) {
  const { invitation: words, accounts } = text()
  return (
    <>
      <p class="lead">
        <b>{name}</b>
        <br />
        <bdi class="hint">
          {words.for(unit)} · {accounts.roles[role]}
        </bdi>
      </p>
      <p>
        {words.user}: <b>{user}</b>
      </p>
      {role === 'officer' && pin === 'set' && (
        <section>
          <h2>{words.byPin}</h2>
          <p>{words.byPinWhat}</p>
          <InvitedPinForm token={token} enter={entered} />
        </section>
      )}
      {role === 'officer' && pin !== 'set' && <p class="banner warn">{words.noPin}</p>}
      <section>
        <h2>{words.byPassword}</h2>
        <p>{words.byPasswordWhat}</p>
        <InvitedPasswordForm token={token} enter={entered} />
      </section>
    </>
  )
}

/** Shows the pages of who has just signed in, or says that the browser did not keep the session. */
async function entered(answer: Answer<unknown>): Promise<Answer<unknown>> {
  if (!answer.ok) return answer
  await loadSession()
  if (reader.value.kind !== 'in') return failed('not-kept')
  replace('/')
  return answer
}
