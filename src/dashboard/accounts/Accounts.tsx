import { may } from '#src/domain/access.ts'
import type { Session } from '#src/protocol/session.ts'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { TokenCards } from '../tokens/TokenCards.tsx'
import { AccountCards } from './AccountCards.tsx'
import { PasswordCard } from './PasswordCard.tsx'
import { SessionCard } from './SessionCard.tsx'

/** One's own account; and for who gives access, everybody's, and programs'. */
export function Accounts({ session: { account, unit, origin } }: { session: Session }) {
  return (
    <Page title={text().page.accounts}>
      <div class="settings">
        {may(account.role, 'accounts') && (
          <div class="column">
            <AccountCards unit={unit.id} self={account.id} />
            <TokenCards unit={unit.id} origin={origin} />
          </div>
        )}
        <div class="column">
          {account.hasPassword && <PasswordCard user={account.user} />}
          <SessionCard />
        </div>
      </div>
    </Page>
  )
}
