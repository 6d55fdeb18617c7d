import { useState } from 'preact/hooks'
import { Setup, type SetupAnswer } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { check } from '../form/check.ts'
import { Field, type Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { Password } from './SignInForm.tsx'
import { EMPTY, setupOf, type Typed } from './set-up.ts'

/** What was set up, for the page that shows the first pairing code. */
export type Made = SetupAnswer & { label: string }

/** One page, asked once; what was typed stays whatever the answer is. */
export function SetUpForm({ token, done }: { token: string; done: (made: Made) => void }) {
  const [typed, setTyped] = useState<Typed>(EMPTY)
  const words = text().setUp
  const send = () => {
    const checked = check(Setup, setupOf(typed, token))
    if (!checked.ok) return checked.wrong
    return calls.setUp(checked.form).then((answer) => {
      if (answer.ok) done({ ...answer.value, label: checked.form.counter.label })
      return answer
    })
  }
  const bound = (name: keyof Typed, wrong: Wrong) => ({
    name,
    wrong,
    value: typed[name],
    onValue: (value: string) => setTyped((last) => ({ ...last, [name]: value })),
  })
  return (
    <>
      <p class="lead">{words.intro}</p>
      <Form send={send} submit={words.submit} working={words.working}>
        {(wrong) => <Fields bound={(name) => bound(name, wrong)} />}
      </Form>
    </>
  )
}

type Bound = { name: string; wrong: Wrong; value: string; onValue: (value: string) => void }

function Fields({ bound }: { bound: (name: keyof Typed) => Bound }) {
  const words = text().setUp
  return (
    <>
      <fieldset class="card part">
        <legend>{words.unit}</legend>
        <Field {...bound('unit.name')} label={words.unitName} hint={words.unitNameHint} />
        <Field {...bound('unit.place')} label={words.place} hint={words.placeHint} optional />
      </fieldset>
      <fieldset class="card part">
        <legend>{words.headPart}</legend>
        <Field {...bound('head.name')} label={words.headName} complete="name" />
        <Field {...bound('head.user')} label={text().signIn.user} hint={words.userHint} complete="username" />
        <Password
          {...bound('head.password')}
          label={text().signIn.password}
          hint={words.passwordHint}
          complete="new-password"
        />
      </fieldset>
      <fieldset class="card part">
        <legend>{words.counterPart}</legend>
        <Field {...bound('counter.label')} label={words.label} hint={words.labelHint} />
        <Field {...bound('counter.name')} label={words.counterName} hint={words.counterNameHint} optional />
      </fieldset>
      <fieldset class="card part">
        <legend>{words.officerPart}</legend>
        <Field {...bound('officer.name')} label={words.headName} hint={words.officerHint} />
        <Field {...bound('officer.title')} label={words.title} />
      </fieldset>
      <fieldset class="card part">
        <legend>{words.pinPart}</legend>
        <Field {...bound('staffPin')} label={words.pin} hint={words.pinHint} mode="numeric" />
      </fieldset>
    </>
  )
}
