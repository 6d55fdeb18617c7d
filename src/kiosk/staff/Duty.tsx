import { Component } from 'preact'
import type { DutyStart, DutyView, OwnDuties as Own, Person } from '#src/device/types.ts'
import { matchesName } from '#src/domain/name-search.ts'
import { initials } from '#src/ui/format-kiosk.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button, choice, moveFocus } from '../screens/parts.tsx'
import { OwnDuties } from './OwnDuties.tsx'
import { PinPad } from './PinPad.tsx'

/** So many names stand on the screen without a search. */
const SHORT = 8

type Props = {
  readonly duty: DutyView
  readonly t: StaffText
  /** A duty began or ended: the citizen's screen comes back. */
  readonly onDone: () => void
}

type Memory = {
  chosen: string | null
  sought: string
  checking: boolean
  refused: Refused | null
  ending: boolean
  /** The PIN opens one's own duties, and begins none. */
  looking: boolean
  own: Extract<Own, { ok: true }> | null
}
type Refused = Extract<DutyStart, { ok: false }>

/** K6: who is on duty at this tablet. Never a digit, a figure, or when somebody else works. */
export class Duty extends Component<Props, Memory> {
  override state: Memory = {
    chosen: this.props.duty.asks ? (this.props.duty.on?.id ?? null) : null,
    sought: '',
    checking: false,
    refused: null,
    ending: false,
    looking: false,
    own: null,
  }

  override render() {
    const { duty, t } = this.props
    const { chosen, checking, refused, sought, looking, own } = this.state
    const person = duty.roster.find(({ id }) => id === chosen)
    const d = t.duty
    return (
      <div class="k6">
        <div class="people">
          <p>{d.hint}</p>
          {duty.on && this.now(duty.on)}
          {duty.roster.length === 0 && (
            <Banner tone="warn" icon={staffIcons.warning}>
              {d.empty}
            </Banner>
          )}
          {duty.roster.length > SHORT && (
            <input
              type="search"
              aria-label={d.search}
              placeholder={d.search}
              autocomplete="off"
              value={sought}
              onInput={(event) => this.setState({ sought: event.currentTarget.value })}
            />
          )}
          <div class="roster" role="radiogroup" aria-label={d.names} onKeyDown={moveFocus}>
            {duty.roster
              .filter(({ name }) => matchesName(name, sought))
              .map((one) => (
                <button
                  key={one.id}
                  {...choice('radio', one.id === chosen)}
                  class="tile"
                  disabled={one.locked ?? false}
                  onClick={() => this.setState({ chosen: one.id, refused: null, own: null })}
                >
                  <span class="avatar" aria-hidden="true">
                    {one.initials ?? initials(one.name)}
                  </span>
                  <span class="person">
                    <b>{one.name}</b>
                    <span>{one.locked ? d.lockedByServer : one.title}</span>
                  </span>
                </button>
              ))}
          </div>
          <p class="note">
            <Icon path={staffIcons.lock} />
            {d.note}
          </p>
          <Button
            kind="pill"
            pressed={looking}
            onClick={() => this.setState({ looking: !looking, refused: null, own: null })}
          >
            {t.own.look}
          </Button>
        </div>
        {person && own && <OwnDuties own={own} name={person.name} t={t} />}
        {person && !own && (
          <PinPad
            key={`${person.id} ${looking}`}
            t={t}
            title={d.pinOf(person.name)}
            wrong={refused && sentence(refused, t)}
            submit={checking ? d.checking : looking ? t.own.show : d.start}
            busy={checking}
            onPin={(pin) => void (looking ? this.look(person.id, pin) : this.start(person.id, pin))}
          />
        )}
      </div>
    )
  }

  private now(on: Person) {
    const { duty, t } = this.props
    const { ending } = this.state
    return (
      <div class="on">
        <Banner tone={duty.asks ? 'warn' : 'ok'} icon={duty.asks ? staffIcons.warning : kioskIcons.check}>
          {duty.asks ? t.duty.asks(on.name) : t.duty.on(on.name)}
        </Banner>
        <Button kind="pill" onClick={() => (ending ? void this.end() : this.setState({ ending: true }))}>
          {ending ? t.duty.endSurely : t.duty.end}
        </Button>
      </div>
    )
  }

  private async start(officer: string, pin: string): Promise<void> {
    this.setState({ checking: true, refused: null })
    const started = await this.props.duty.start(officer, pin).catch(broken)
    this.setState({ checking: false, refused: started.ok ? null : started })
    if (started.ok) this.props.onDone()
  }

  private async look(officer: string, pin: string): Promise<void> {
    this.setState({ checking: true, refused: null })
    const own = await this.props.duty.own(officer, pin).catch(broken)
    const isStill = this.state.looking && this.state.chosen === officer
    this.setState({ checking: false, refused: own.ok ? null : own, own: own.ok && isStill ? own : null })
  }

  private async end(): Promise<void> {
    const ended = await this.props.duty.end().catch(broken)
    if (ended.ok) this.props.onDone()
    else this.setState({ refused: ended, ending: false })
  }
}

/** A bug below must not leave the screen checking for ever. */
function broken(error: unknown): { ok: false; why: 'refused' } {
  reportError(error)
  return { ok: false, why: 'refused' }
}

function sentence(refused: Refused, t: StaffText): string {
  if ('triesLeft' in refused) return t.pin.wrong(refused.triesLeft)
  if ('lockedMinutes' in refused) return t.duty.locked(refused.lockedMinutes)
  if (refused.why === 'locked') return t.duty.lockedByServer
  return refused.why === 'gone' ? t.duty.gone : t.duty.notKept
}
