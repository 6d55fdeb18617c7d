import { useState } from 'preact/hooks'
import type { AccountList } from '#src/protocol/accounts.ts'
import { UnitPatch } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { fieldSentence, text } from '../language.ts'
import { loadSession } from '../session.ts'
import { useView } from '../view.ts'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

/** Whom of the unit urgent matters are told to. */
export function UrgentCard({ view, reload }: Part) {
  const { unit } = view
  const live = useView(unit.id, (signal) => calls.accounts(unit.id, signal))
  const { urgent: words } = text()
  return (
    <Card title={words.receivers} hint={words.receiversHint}>
      <p class="hint">{unit.above === null ? words.noneAbove : words.above(unit.above)}</p>
      <Loaded live={live} blocks={[]}>
        {({ accounts }) => <Receivers accounts={accounts} view={view} reload={reload} />}
      </Loaded>
    </Card>
  )
}

function Receivers({ accounts, view: { unit }, reload }: Part & Pick<AccountList, 'accounts'>) {
  const able = accounts.filter(
    ({ role, state }) => (role === 'head' || role === 'deputy') && state === 'open',
  )
  const [chosen, setChosen] = useState(() => unit.urgent.filter((id) => able.some((one) => one.id === id)))
  const { common, accounts: words } = text()
  const choose = (id: string, isIn: boolean) =>
    setChosen((before) => [...before.filter((one) => one !== id), ...(isIn ? [id] : [])])
  const send = () =>
    saved(
      [UnitPatch, { urgent: chosen }],
      (form) => calls.changeUnit(unit.id, form),
      () => {
        reload()
        loadSession()
      },
    )
  return (
    <Form send={send} submit={common.save} done={words.saved}>
      {({ urgent: wrong }) => (
        <>
          <ul class="ticks">
            {able.map(({ id, name, role }) => (
              <li key={id}>
                <label class="tick">
                  <input
                    type="checkbox"
                    checked={chosen.includes(id)}
                    onChange={(event) => choose(id, event.currentTarget.checked)}
                  />
                  <span>
                    <bdi>{name}</bdi> ({words.roles[role]})
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {wrong && (
            <p class="wrong" role="alert">
              {fieldSentence('urgent', wrong)}
            </p>
          )}
        </>
      )}
    </Form>
  )
}
