import { useEffect, useState } from 'preact/hooks'
import { readReceiptCode } from '#src/protocol/receipt.ts'
import { Lotus } from '#src/ui/Lotus.tsx'
import { calls } from '../calls.ts'
import { Field, type Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Language } from '../frame/Language.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { go } from '../navigation.ts'
import { writeAddress } from '../router.ts'
import { Outcome } from './Outcome.tsx'
import { type Said, saidOf } from './said.ts'

const NO_CODE: Wrong = { code: 'bad-form' }

/** Where the code on the thank-you leads: open to everyone, and the same for every code of a unit and month. */
export function Receipt({ code }: { code: string }) {
  const { said, again } = useReceipt(code)
  const asked = plain(code)
  const [typed, type] = useState(asked)
  useEffect(() => type(asked), [asked])
  // What was said of one code must not stand under another.
  const outcome: Said = plain(typed) === asked ? said : { kind: 'nothing' }
  const words = text().receipt
  const send = () => {
    const read = readReceiptCode(typed)
    if (read === undefined) return NO_CODE
    if (read === asked) again()
    else go(writeAddress({ page: 'receipt', code: read }))
    return Promise.resolve({ ok: true as const, value: undefined })
  }
  return (
    <main class="alone lookup">
      <Lotus />
      <Page title={words.title} actions={<Language />}>
        <p>{words.intro}</p>
        <Form send={send} submit={words.submit}>
          {(wrong) => (
            <Field
              name="code"
              label={words.code}
              hint={words.codeHint}
              value={typed}
              onValue={type}
              wrong={outcome.kind === 'wrong' ? NO_CODE : wrong}
            />
          )}
        </Form>
        <Outcome said={outcome} again={again} />
      </Page>
    </main>
  )
}

/** A code as it is shown, and what is none as it was typed. */
function plain(typed: string): string {
  return readReceiptCode(typed) ?? typed
}

/** Asks at once where the address holds a code, and again when told. */
function useReceipt(code: string): { said: Said; again: () => void } {
  const [said, say] = useState<Said>({ kind: 'nothing' })
  const [round, again] = useState(0)
  useEffect(() => {
    const read = readReceiptCode(code)
    if (read === undefined) return say({ kind: code === '' ? 'nothing' : 'wrong' })
    const stop = new AbortController()
    say({ kind: 'asking' })
    calls.receipt(read, stop.signal).then(
      (answer) => {
        if (!stop.signal.aborted) say(saidOf(answer))
      },
      (error: unknown) => {
        if (!stop.signal.aborted) throw error
      },
    )
    return () => stop.abort()
  }, [code, round])
  return { said, again: () => again((n) => n + 1) }
}
