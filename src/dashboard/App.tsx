import { useEffect } from 'preact/hooks'
import { may } from '#src/domain/access.ts'
import type { Session } from '#src/protocol/session.ts'
import { Accounts } from './accounts/Accounts.tsx'
import { Closings } from './closings/Closings.tsx'
import { Duties } from './duties/Duties.tsx'
import { Failed } from './frame/Failed.tsx'
import { Page } from './frame/Page.tsx'
import { firstOf, Sidebar } from './frame/Sidebar.tsx'
import { Feedback } from './head/Feedback.tsx'
import { Overview } from './head/Overview.tsx'
import { Urgent } from './head/Urgent.tsx'
import { text } from './language.ts'
import { Log } from './log/Log.tsx'
import { Machine } from './machine/Machine.tsx'
import { address, replace } from './navigation.ts'
import { Own } from './own/Own.tsx'
import { Invitation } from './public/Invitation.tsx'
import { OwnPin } from './public/OwnPin.tsx'
import { Receipt } from './public/Receipt.tsx'
import { Roster } from './roster/Roster.tsx'
import { type Address, writeAddress } from './router.ts'
import { loadSession, reader } from './session.ts'
import { Settings } from './settings/Settings.tsx'
import { SetUp } from './signin/SetUp.tsx'
import { SignIn } from './signin/SignIn.tsx'
import { SignInAgain } from './signin/SignInAgain.tsx'
import { Tablets } from './tablets/Tablets.tsx'
import { BelowPage } from './tree/BelowPage.tsx'
import { UnitPage } from './tree/UnitPage.tsx'

/** The page that the address names, for who reads. */
export function App() {
  const at = address.value
  const { value } = reader
  if (at.page === 'set-up') return <SetUp token={at.token} />
  if (at.page === 'invitation') return <Invitation token={at.token} />
  if (at.page === 'pin') return <OwnPin token={at.token} />
  if (at.page === 'receipt') return <Receipt code={at.code} />
  switch (value.kind) {
    case 'loading':
      return <p class="opening">{text().common.loading}</p>
    case 'failed':
      return (
        <main class="alone">
          <h1>{text().common.product}</h1>
          <Failed problem={value.problem} retry={loadSession} />
        </main>
      )
    case 'out':
      return at.page === 'sign-in' ? <SignIn next={at.next} /> : <Leave to={signInFrom(at)} />
    case 'in':
    case 'expired':
      if (at.page === 'sign-in') return <Leave to={at.next} />
      return <SignedIn at={at} session={value.session} expired={value.kind === 'expired'} />
  }
}

type Inner = Exclude<Address, { page: 'sign-in' | 'set-up' | 'receipt' | 'pin' | 'invitation' }>

function SignedIn({ at, session, expired }: { at: Inner; session: Session; expired: boolean }) {
  return (
    <div class="frame" key={session.account.id}>
      <a class="skip" href="#content">
        {text().common.toContent}
      </a>
      <Sidebar page={at.page} session={session} />
      <main id="content">
        <View at={at} session={session} />
      </main>
      {expired && <SignInAgain />}
    </div>
  )
}

function View({ at, session }: { at: Inner; session: Session }) {
  const unit = session.unit.id
  switch (at.page) {
    case 'overview':
      if (!may(session.account.role, 'figures')) return <Leave to={firstOf(session.account)} />
      return <Overview unit={unit} period={at.period} day={at.day} />
    case 'feedback':
      return <Feedback unit={unit} />
    case 'urgent':
      return <Urgent unit={unit} />
    case 'tablets':
      return <Tablets unit={unit} />
    case 'log':
      return <Log unit={unit} filter={at.filter} />
    case 'officers':
      return <Roster unit={unit} />
    case 'duties':
      return <Duties unit={unit} day={at.day} />
    case 'settings':
      return <Settings unit={unit} />
    case 'accounts':
      return <Accounts session={session} />
    case 'own':
      return <Own period={at.period} day={at.day} />
    case 'below':
      return <BelowPage session={session} period={at.period} day={at.day} />
    case 'unit':
      return <UnitPage unit={at.unit} period={at.period} day={at.day} />
    case 'machine':
      return <Machine unit={unit} />
    case 'closings':
      return <Closings unit={session.unit} period={at.period} day={at.day} />
    case 'unknown':
      return (
        <Page title={text().page.unknown}>
          <a class="button" data-view href="/">
            {text().common.toOverview}
          </a>
        </Page>
      )
  }
}

/** Goes elsewhere without leaving this address in the history. */
function Leave({ to }: { to: string }) {
  useEffect(() => replace(to), [to])
  return null
}

function signInFrom(at: Address): string {
  return writeAddress({ page: 'sign-in', next: at.page === 'unknown' ? '/' : writeAddress(at) })
}
