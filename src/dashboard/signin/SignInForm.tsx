import { useState } from 'preact/hooks'
import { failed } from '../api.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { loadSession, reader } from '../session.ts'

/** Name and password; `done` once the server says who reads. Says it where the browser did not keep the session that it got. */
export function SignInForm({ done }: { done?: () => void }) {
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const words = text().signIn
  const send = async () => {
    const answer = await calls.signIn({ user, password })
    if (!answer.ok) return answer
    await loadSession()
    if (reader.value.kind === 'out') return failed('not-kept')
    done?.()
    return answer
  }
  return (
    <Form send={send} submit={words.submit} working={words.working}>
      {(wrong) => (
        <>
          <Field
            name="user"
            label={words.user}
            value={user}
            onValue={setUser}
            complete="username"
            wrong={wrong}
          />
          <Password
            name="password"
            label={words.password}
            value={password}
            onValue={setPassword}
            complete="current-password"
            wrong={wrong}
          />
        </>
      )}
    </Form>
  )
}

type PasswordProps = Omit<Parameters<typeof Field>[0], 'type'>

/** A password that its owner may look at. */
export function Password(props: PasswordProps) {
  const [shown, show] = useState(false)
  return (
    <div class="password">
      <Field {...props} type={shown ? 'text' : 'password'} />
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={(event) => show(event.currentTarget.checked)} />
        {text().signIn.showPassword}
      </label>
    </div>
  )
}
