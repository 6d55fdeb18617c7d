import { Lotus } from '#src/ui/Lotus.tsx'
import { Language } from '../frame/Language.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { replace } from '../navigation.ts'
import { SignInForm } from './SignInForm.tsx'

/** Signs in, and then shows what was asked for. */
export function SignIn({ next }: { next: string }) {
  return (
    <main class="alone">
      <Lotus />
      <Page title={text().page.signIn}>
        <p class="hint">{text().signIn.privacy}</p>
        <SignInForm done={() => replace(next)} />
      </Page>
      <Language />
    </main>
  )
}
