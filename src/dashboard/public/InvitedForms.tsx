import { useState } from 'preact/hooks'
import { InvitedPassword, InvitedPin } from '#src/protocol/accounts.ts'
import type { Answer } from '../api.ts'
import { calls } from '../calls.ts'
import { check } from '../form/check.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { Password } from '../signin/SignInForm.tsx'

type FormProps = { token: string; enter: (answer: Answer<unknown>) => Promise<Answer<unknown>> }

/** A password that its owner chooses, and may look at. */
export function InvitedPasswordForm({ token, enter }: FormProps) {
  const [password, setPassword] = useState('')
  const { invitation: words, signIn, setUp } = text()
  const send = () => {
    const checked = check(InvitedPassword, { token, password })
    return checked.ok ? calls.choosePassword(checked.form).then(enter) : checked.wrong
  }
  return (
    <Form send={send} submit={words.submitPassword} working={signIn.working}>
      {(wrong) => (
        <Password
          name="password"
          label={signIn.password}
          hint={setUp.passwordHint}
          value={password}
          onValue={setPassword}
          complete="new-password"
          wrong={wrong}
        />
      )}
    </Form>
  )
}

/** The six digits by which an officer goes on duty, which are never shown. */
export function InvitedPinForm({ token, enter }: FormProps) {
  const [pin, setPin] = useState('')
  const { invitation: words, signIn } = text()
  const send = () => {
    const checked = check(InvitedPin, { token, pin })
    return checked.ok ? calls.signInByPin(checked.form).then(enter) : checked.wrong
  }
  return (
    <Form send={send} submit={words.submitPin} working={signIn.working}>
      {(wrong) => (
        <Field
          name="pin"
          label={words.pin}
          value={pin}
          onValue={setPin}
          type="password"
          mode="numeric"
          wrong={wrong}
        />
      )}
    </Form>
  )
}
