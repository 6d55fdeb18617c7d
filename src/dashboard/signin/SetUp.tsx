import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Failed } from '../frame/Failed.tsx'
import { Language } from '../frame/Language.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { SetUpDone } from './SetUpDone.tsx'
import { type Made, SetUpForm } from './SetUpForm.tsx'

type Link = { kind: 'checking' } | { kind: 'good' } | { kind: 'bad' } | { kind: 'failed'; problem: Problem }

/** The first set-up of a unit, by the link that the server printed. */
export function SetUp({ token }: { token: string }) {
  const [made, setMade] = useState<Made>()
  const words = text()
  return (
    <main class="alone wide">
      <Page title={made ? words.setUp.done : words.page.setUp} actions={<Language />}>
        {made ? <SetUpDone made={made} /> : <ByLink token={token} done={setMade} />}
      </Page>
    </main>
  )
}

function ByLink({ token, done }: { token: string; done: (made: Made) => void }) {
  const [link, setLink] = useState<Link>({ kind: 'checking' })
  const [round, again] = useState(0)
  useEffect(() => {
    let left = false
    setLink({ kind: 'checking' })
    if (token === '') return setLink({ kind: 'bad' })
    calls.setupLink({ token }).then((answer) => {
      if (!left) setLink(linkOf(answer.ok ? undefined : answer.problem))
    })
    return () => {
      left = true
    }
  }, [token, round])
  const words = text()
  switch (link.kind) {
    case 'checking':
      return <p role="status">{words.common.loading}</p>
    case 'failed':
      return <Failed problem={link.problem} retry={() => again((n) => n + 1)} />
    case 'bad':
      return (
        <>
          <p>{token === '' ? words.setUp.noToken : words.setUp.linkUsed}</p>
          <a class="button" data-view href="/dang-nhap">
            {words.page.signIn}
          </a>
        </>
      )
    case 'good':
      return <SetUpForm token={token} done={done} />
  }
}

function linkOf(problem: Problem | undefined): Link {
  if (!problem) return { kind: 'good' }
  return problem.code === 'link-used' ? { kind: 'bad' } : { kind: 'failed', problem }
}
