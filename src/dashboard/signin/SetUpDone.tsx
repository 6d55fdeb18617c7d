import { useEffect } from 'preact/hooks'
import { text } from '../language.ts'
import { replace } from '../navigation.ts'
import { loadSession } from '../session.ts'
import { Code } from '../tablets/Code.tsx'
import type { Made } from './SetUpForm.tsx'

/** The head is signed in; the next step is the tablet of the first counter. */
export function SetUpDone({ made }: { made: Made }) {
  useEffect(() => {
    loadSession()
  }, [])
  const words = text()
  return (
    <>
      <p class="lead" role="status">
        {words.setUp.doneNext}
      </p>
      <section class="card">
        <h2>{words.pairing.title}</h2>
        <Code unit={made.unit} asked={{ counter: made.counter }} label={made.label} />
      </section>
      <button type="button" class="button" onClick={() => replace('/')}>
        {words.common.toOverview}
      </button>
    </>
  )
}
