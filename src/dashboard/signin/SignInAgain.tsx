import { useRef } from 'preact/hooks'
import { useDialog } from '../form/dialog.ts'
import { text } from '../language.ts'
import { SignInForm } from './SignInForm.tsx'

/** Stands over the page whose session ended; what was typed there stays. */
export function SignInAgain() {
  const dialog = useRef<HTMLDialogElement>(null)
  useDialog(dialog)
  return (
    <dialog ref={dialog} aria-labelledby="sign-in-again" onCancel={(event) => event.preventDefault()}>
      <h2 id="sign-in-again">{text().page.signIn}</h2>
      <p>{text().signIn.expired}</p>
      <SignInForm />
    </dialog>
  )
}
