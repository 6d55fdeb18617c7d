import { useRef } from 'preact/hooks'
import { useDialog } from '../form/dialog.ts'
import { text } from '../language.ts'
import { SignInForm } from './SignInForm.tsx'

/** Hides the page whose session ended, since another may sit at the desk now; what was typed there stays. */
export function SignInAgain() {
  const dialog = useRef<HTMLDialogElement>(null)
  useDialog(dialog)
  // Browsers that do not know `closedby` close a dialog at the second Escape, whatever it says to the first.
  const reopen = () => {
    if (dialog.current?.isConnected) dialog.current.showModal()
  }
  return (
    <dialog
      ref={dialog}
      class="veil"
      closedby="none"
      aria-labelledby="sign-in-again"
      onCancel={(event) => event.preventDefault()}
      onClose={reopen}
    >
      <h2 id="sign-in-again">{text().page.signIn}</h2>
      <p>{text().signIn.expired}</p>
      <SignInForm />
    </dialog>
  )
}
