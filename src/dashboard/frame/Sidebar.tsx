import { useState } from 'preact/hooks'
import { may } from '#src/domain/access.ts'
import type { Session } from '#src/protocol/session.ts'
import { initials } from '#src/ui/format-kiosk.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { Lotus } from '#src/ui/Lotus.tsx'
import type { Problem } from '../api.ts'
import { sentence, text } from '../language.ts'
import type { Address } from '../router.ts'
import { signOut } from '../session.ts'
import { Language } from './Language.tsx'

type Account = Session['account']

/** Each with what one must be allowed to do there; everybody has an account of their own. */
const LINKS = [
  { page: 'overview', href: '/', icon: 'overview', act: 'figures' },
  { page: 'below', href: '/cap-duoi', icon: 'officers', act: 'below' },
  { page: 'own', href: '/cua-toi', icon: 'dutyConfirmed', act: 'own-figures' },
  { page: 'urgent', href: '/viec-khan', icon: 'alert', act: 'urgent' },
  { page: 'feedback', href: '/gop-y', icon: 'comment', act: 'feedback' },
  { page: 'tablets', href: '/may-tinh-bang', icon: 'devices', act: 'look' },
  { page: 'log', href: '/so-ghi', icon: 'log', act: 'deeds' },
  { page: 'officers', href: '/can-bo', icon: 'officers', act: 'administer' },
  { page: 'duties', href: '/ca-lam-viec', icon: 'dutyConfirmed', act: 'duties' },
  { page: 'settings', href: '/cau-hinh', icon: 'settings', act: 'administer' },
  { page: 'machine', href: '/may-chu', icon: 'storage', act: 'machine' },
  { page: 'accounts', href: '/tai-khoan', icon: 'privacy', act: undefined },
] as const

/** The pages that somebody is shown, in their order: a head sees on the overview how the server is doing. */
function linksFor({ role, officer, urgent }: Account) {
  return LINKS.filter(({ act }) => {
    if (act === 'own-figures') return officer !== null && may(role, act, 'self')
    if (act === 'urgent') return urgent
    if (act === 'machine') return may(role, act) && !may(role, 'figures')
    return act === undefined || may(role, act)
  })
}

/** Where who signs in begins. */
export function firstOf(account: Account): string {
  return linksFor(account)[0]?.href ?? '/tai-khoan'
}

/** The unit's name, the pages, and who reads them. */
export function Sidebar({ page, session: { unit, account } }: { page: Address['page']; session: Session }) {
  const words = text()
  return (
    <aside class="side">
      <div class="brand">
        <Lotus />
        <p>
          <bdi class="brand-name">{unit.name}</bdi>
          <bdi class="brand-place">{unit.place}</bdi>
        </p>
      </div>
      <nav aria-label={words.common.menu}>
        <ul>
          {linksFor(account).map((link) => (
            <li key={link.page}>
              <a
                data-view
                href={link.href}
                title={words.page[link.page]}
                aria-current={page === link.page ? 'page' : undefined}
              >
                <Icon path={dashboardIcons[link.icon]} />
                <span class="word">{words.page[link.page]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="who">
        <Language />
        <div class="who-row">
          <span class="avatar" aria-hidden="true">
            {initials(account.name)}
          </span>
          <p class="who-name">
            <bdi>{account.name}</bdi>
            <span>{words.accounts.roles[account.role]}</span>
          </p>
          <SignOut />
        </div>
      </div>
    </aside>
  )
}

function SignOut() {
  const [problem, setProblem] = useState<Problem>()
  const leave = async () => {
    const answer = await signOut()
    if (!answer.ok) setProblem(answer.problem)
  }
  return (
    <>
      <button
        type="button"
        class="icon-button"
        title={text().common.signOut}
        aria-label={text().common.signOut}
        onClick={leave}
      >
        <Icon path={dashboardIcons.signOut} />
      </button>
      {problem && (
        <p class="wrong" role="alert">
          {sentence(problem)}
        </p>
      )}
    </>
  )
}
