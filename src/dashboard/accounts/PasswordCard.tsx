import { useState } from 'preact/hooks'
import { OwnPassword } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { saved } from '../settings/saved.ts'

/** Another password, by who knows the one before. */
export function PasswordCard({ user }: { user: string }) {
  const [password, setPassword] = useState('')
  const [next, setNext] = useState('')
  const { accounts: words, setUp, common } = text()
  const forget = () => {
    setPassword('')
    setNext('')
  }
  const send = () => saved([OwnPassword, { password, next }], calls.setPassword, forget)
  return (
    <Card title={words.password}>
      <p class="hint">
        {words.user}: <bdi>{user}</bdi>
      </p>
      <Form send={send} submit={common.save} done={words.passwordSet}>
        {(wrong) => (
          <>
            <Field
              name="password"
              label={words.oldPassword}
              value={password}
              onValue={setPassword}
              type="password"
              complete="current-password"
              wrong={wrong}
            />
            <Field
              name="next"
              label={words.newPassword}
              hint={setUp.passwordHint}
              value={next}
              onValue={setNext}
              type="password"
              complete="new-password"
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}
