import { useState } from 'preact/hooks'
import { isEasyPin } from '#src/domain/pin.ts'
import { PinForm, type PinLinkAnswer } from '#src/protocol/pins.ts'
import { calls } from '../calls.ts'
import { Field, type Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { saved } from '../settings/saved.ts'

type OwnPinProps = { token: string; owner: PinLinkAnswer; done: () => void }

/** Six digits, twice, which are never shown. */
export function OwnPinForm({ token, owner, done }: OwnPinProps) {
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const { pin: words, common } = text()
  const send = () => wrongIn(pin, again) ?? saved([PinForm, { token, pin }], calls.setPin, done)
  const field = (name: 'pin' | 'again', wrong: Wrong) => ({
    ...({ name, wrong, type: 'password', mode: 'numeric', complete: 'off' } as const),
  })
  return (
    <>
      <p class="lead">
        {words.whose} <b>{owner.officer}</b>
        <br />
        <bdi class="hint">{owner.unit}</bdi>
      </p>
      <p>{words.what}</p>
      <p class="banner warn">{words.keep}</p>
      <Form send={send} submit={words.submit} working={common.saving}>
        {(wrong) => (
          <>
            <Field
              {...field('pin', wrong)}
              label={words.pin}
              hint={words.hint}
              value={pin}
              onValue={setPin}
            />
            <Field {...field('again', wrong)} label={words.again} value={again} onValue={setAgain} />
          </>
        )}
      </Form>
    </>
  )
}

/** What the server cannot see, or need not be asked; undefined where it is to say. */
function wrongIn(pin: string, again: string): Wrong | undefined {
  if (isEasyPin(pin)) return { pin: 'easy-pin' }
  return PinForm.shape.pin.safeParse(pin).success && pin !== again ? { again: 'not-right' } : undefined
}
