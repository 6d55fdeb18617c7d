import { Component } from 'preact'
import type { Health, PinCheck } from '#src/device/types.ts'
import { type Seen, words } from '../seen.ts'
import { PinPad } from './PinPad.tsx'
import { Button } from './parts.tsx'
import { StaffHealth } from './StaffHealth.tsx'

type Memory = { wrong: Extract<PinCheck, { ok: false }> | null; health: Health | null; syncing: boolean }

/** The staff corner: behind a PIN, how this tablet is doing. Never a rating, never a comment. */
export class Staff extends Component<Seen, Memory> {
  override state: Memory = { wrong: null, health: null, syncing: false }

  override render() {
    const { status, send, state } = this.props
    const { wrong, health, syncing } = this.state
    const t = words(state)
    return (
      <div class="staff">
        <header>
          <h1 tabIndex={-1}>{t.staff.title}</h1>
          <Button kind="pill" icon="cross" onClick={() => send({ type: 'leave' })}>
            {t.staff.close}
          </Button>
        </header>
        {health ? (
          <StaffHealth
            health={health}
            status={status}
            t={t}
            syncing={syncing}
            onSync={() => void this.sync()}
          />
        ) : (
          <PinPad t={t} wrong={wrong} onPin={(pin) => void this.enter(pin)} />
        )}
      </div>
    )
  }

  private async enter(pin: string): Promise<void> {
    const check = await this.props.tablet.checkPin(pin)
    if (check.ok) this.setState({ health: await this.props.tablet.health() })
    else this.setState({ wrong: check })
  }

  private async sync(): Promise<void> {
    this.setState({ syncing: true })
    await this.props.tablet.syncNow()
    this.setState({ syncing: false, health: await this.props.tablet.health() })
  }
}
