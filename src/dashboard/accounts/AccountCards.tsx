import { useState } from 'preact/hooks'
import type { AccountList } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { text } from '../language.ts'
import { Entries } from '../settings/Entries.tsx'
import { useView } from '../view.ts'
import { AccountFields } from './AccountFields.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { PatchFields } from './PatchFields.tsx'

export type Account = AccountList['accounts'][number]
export type Officers = AccountList['officers']

/** Who may sign in: add, invite, change, end. Those that ended stand last: the unit's log tells of them. */
export function AccountCards({ unit, self }: { unit: string; self: string }) {
  const live = useView(unit, (signal) => calls.accounts(unit, signal))
  const words = text().accounts
  const isOver = ({ state }: Account) => Number(state === 'ended')
  return (
    <Loaded live={live} blocks={['by-counter']}>
      {({ accounts, officers }) => (
        <Entries
          title={words.list}
          add={words.add}
          entries={[...accounts].sort((a, b) => isOver(a) - isOver(b) || a.user.localeCompare(b.user))}
          reload={live.reload}
          sent={words.saved}
          line={(account, act) => (
            <Line unit={unit} account={account} isSelf={account.id === self} {...act} />
          )}
          form={(opened) =>
            opened.entry ? (
              <PatchFields
                {...{ ...opened, unit, officers }}
                entry={opened.entry}
                isSelf={opened.entry.id === self}
              />
            ) : (
              <AccountFields {...{ ...opened, unit, officers }} />
            )
          }
        />
      )}
    </Loaded>
  )
}

type Changed = (said?: string) => void
type LineProps = { unit: string; account: Account; isSelf: boolean; edit: () => void; changed: Changed }

function Line({ unit, account, isSelf, edit, changed }: LineProps) {
  const { accounts: words, format, common } = text()
  const { name, user, role, state, term, last, officer, sessions, hasPassword, invited } = account
  const facts = [
    words.roles[role],
    ...(isSelf ? [words.self] : []),
    ...(officer && officer.name !== name ? [words.isOfficer(officer.name)] : []),
    ...(term ? [words.term(format.day(term.first), format.day(term.last)), term.reason] : []),
    ...(!term && last !== null ? [words.lastDay(format.day(last))] : []),
    ...(sessions > 0 ? [words.sessions(format.number(sessions))] : []),
    ...(invited !== null ? [words.invited] : []),
    ...(!hasPassword && invited === null && sessions === 0 ? [words.passwordless] : []),
  ]
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{name}</bdi> <bdi>{user}</bdi> <bdi class="hint">{facts.join(' · ')}</bdi>
      </p>
      <span class={state === 'open' ? 'tag ok' : 'tag warn'}>{words.states[state]}</span>
      {state !== 'ended' && (
        <div class="row-actions">
          <button type="button" class="button small" onClick={edit}>
            {common.edit}
            <span class="unseen"> {name}</span>
          </button>
          {!isSelf && <Invite unit={unit} account={account} changed={changed} />}
          {!isSelf && <End unit={unit} account={account} changed={changed} />}
        </div>
      )}
    </div>
  )
}

type ActProps = { unit: string; account: Account; changed: Changed }

function Invite({ unit, account, changed }: ActProps) {
  const [open, setOpen] = useState(false)
  const words = text().accounts
  const close = (offered: boolean) => {
    setOpen(false)
    if (offered) changed(words.inviteSaid)
  }
  return (
    <>
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        {words.invite}
        <span class="unseen"> {account.name}</span>
      </button>
      {open && <InviteDialog unit={unit} account={account} close={close} />}
    </>
  )
}

function End({ unit, account, changed }: ActProps) {
  const [asking, ask] = useState(false)
  const words = text().accounts
  const done = () => {
    ask(false)
    changed()
  }
  return (
    <>
      <button type="button" class="button small" onClick={() => ask(true)}>
        {words.end}
        <span class="unseen"> {account.name}</span>
      </button>
      {asking && (
        <Ask
          title={words.endTitle(account.name)}
          what={[words.endWhat]}
          yes={words.end}
          act={() => calls.changeAccount(unit, account.id, { ended: true })}
          done={done}
          cancel={() => ask(false)}
        />
      )}
    </>
  )
}
