import { Component } from 'preact'
import type { DutyView, Health, PinCheck } from '#src/device/types.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Languages } from '../screens/Controls.tsx'
import { Button } from '../screens/parts.tsx'
import { type Seen, viewOf, words } from '../seen.ts'
import { certificateEnd } from './certificate-end.ts'
import { Duty } from './Duty.tsx'
import { PinPad } from './PinPad.tsx'
import { StaffHealth } from './StaffHealth.tsx'
import { staffWords } from './staff-words.ts'

type Memory = {
  wrong: Extract<PinCheck, { ok: false }> | null
  health: Health | null
  /** When the server's certificate ends, ms, where that is soon. */
  certificateEnds: number | null
  syncing: boolean
  /** 'none': nobody goes on duty here, or staff asked for the corner itself. */
  duty: DutyView | 'none' | null
}

/** For staff: who is on duty, and behind the head's PIN how this tablet is doing. Never a rating, never a comment. */
export class Staff extends Component<Seen, Memory> {
  override state: Memory = { wrong: null, health: null, certificateEnds: null, syncing: false, duty: null }

  override componentDidMount() {
    void this.askDuty()
  }

  override render() {
    const { status, send, state, tablet } = this.props
    const { wrong, health, certificateEnds, syncing, duty } = this.state
    const t = staffWords(state)
    return (
      <div class={isDuty(duty) ? 'staff on-duty' : 'staff'}>
        <header>
          <h1 tabIndex={-1}>{isDuty(duty) ? t.duty.title : t.corner.title}</h1>
          <Languages view={viewOf(state)} t={words(state)} send={send} />
          {isDuty(duty) && (
            <Button kind="pill" onClick={() => this.setState({ duty: 'none' })}>
              {t.duty.corner}
            </Button>
          )}
          <Button kind="pill" icon={kioskIcons.cross} onClick={() => send({ type: 'leave' })}>
            {t.corner.close}
          </Button>
        </header>
        {isDuty(duty) && <Duty duty={duty} t={t} onDone={() => send({ type: 'leave' })} />}
        {duty === 'none' && health && (
          <StaffHealth
            health={health}
            certificateEnds={certificateEnds}
            status={status}
            t={t}
            syncing={syncing}
            onSync={() => void this.sync()}
            tablet={tablet}
          />
        )}
        {duty === 'none' && !health && (
          <PinPad
            t={t}
            title={t.corner.hint}
            wrong={wrong && sentence(wrong, t)}
            onPin={(pin) => void this.enter(pin)}
          />
        )}
      </div>
    )
  }

  /** Where the disk does not say it, staff need the corner most. */
  private async askDuty(): Promise<void> {
    const duty = await this.props.tablet.duty()
    this.setState({ duty: duty.byPin ? duty : 'none' })
  }

  private async enter(pin: string): Promise<void> {
    const check = await this.props.tablet.checkPin(pin)
    if (check.ok) await this.look({})
    else this.setState({ wrong: check })
  }

  private async sync(): Promise<void> {
    this.setState({ syncing: true })
    await this.props.tablet.syncNow()
    await this.look({ syncing: false })
  }

  /** How the tablet is doing stands at once; what the server says comes when it does. */
  private async look(more: { syncing?: false }): Promise<void> {
    this.setState({ ...more, health: await this.props.tablet.health() })
    this.setState({ certificateEnds: await certificateEnd((path) => fetch(path)) })
  }
}

function isDuty(duty: Memory['duty']): duty is DutyView {
  return duty !== null && duty !== 'none'
}

function sentence(wrong: Extract<PinCheck, { ok: false }>, { pin }: StaffText): string {
  return 'lockedMinutes' in wrong ? pin.locked(wrong.lockedMinutes) : pin.wrong(wrong.triesLeft)
}
