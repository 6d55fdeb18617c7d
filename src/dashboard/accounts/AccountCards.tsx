import { useState } from 'preact/hooks'
import type { AccountList } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { text } from '../language.ts'
import { Entries } from '../settings/Entries.tsx'
import { useView } from '../view.ts'
import { AccountFields, PatchFields } from './AccountFields.tsx'

export type Account = AccountList['accounts'][number]

/** Who may sign in: add, change, end. Those that ended stand last: the unit's log tells of them. */
export function AccountCards({ unit, self }: { unit: string; self: string }) {
  const live = useView(unit, (signal) => calls.accounts(unit, signal))
  const words = text().accounts
  const isOver = ({ state }: Account) => Number(state === 'ended')
  return (
    <Loaded live={live} blocks={['by-counter']}>
      {({ accounts }) => (
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
              <PatchFields {...opened} entry={opened.entry} unit={unit} isSelf={opened.entry.id === self} />
            ) : (
              <AccountFields {...opened} unit={unit} />
            )
          }
        />
      )}
    </Loaded>
  )
}

type LineProps = { unit: string; account: Account; isSelf: boolean; edit: () => void; changed: () => void }

function Line({ unit, account, isSelf, edit, changed }: LineProps) {
  const { accounts: words, format, common } = text()
  const { name, user, role, state, term, sessions } = account
  const facts = [
    words.roles[role],
    ...(isSelf ? [words.self] : []),
    ...(term ? [words.term(format.day(term.first), format.day(term.last)), term.reason] : []),
    ...(sessions > 0 ? [words.sessions(format.number(sessions))] : []),
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
          {!isSelf && <End unit={unit} account={account} changed={changed} />}
        </div>
      )}
    </div>
  )
}

function End({ unit, account, changed }: { unit: string; account: Account; changed: () => void }) {
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
