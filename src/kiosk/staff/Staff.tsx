import { Component } from 'preact'
import type { Health, PinCheck } from '#src/device/types.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { Languages } from '../screens/Controls.tsx'
import { Button } from '../screens/parts.tsx'
import { type Seen, viewOf, words } from '../seen.ts'
import { certificateEnd } from './certificate-end.ts'
import { PinPad } from './PinPad.tsx'
import { StaffHealth } from './StaffHealth.tsx'
import { staffWords } from './staff-words.ts'

type Memory = {
  wrong: Extract<PinCheck, { ok: false }> | null
  health: Health | null
  /** When the server's certificate ends, ms, where that is soon. */
  certificateEnds: number | null
  syncing: boolean
}

/** The staff corner: behind a PIN, how this tablet is doing. Never a rating, never a comment. */
export class Staff extends Component<Seen, Memory> {
  override state: Memory = { wrong: null, health: null, certificateEnds: null, syncing: false }

  override render() {
    const { status, send, state, tablet } = this.props
    const { wrong, health, certificateEnds, syncing } = this.state
    const t = staffWords(state)
    return (
      <div class="staff">
        <header>
          <h1 tabIndex={-1}>{t.corner.title}</h1>
          <Languages view={viewOf(state)} t={words(state)} send={send} />
          <Button kind="pill" icon={kioskIcons.cross} onClick={() => send({ type: 'leave' })}>
            {t.corner.close}
          </Button>
        </header>
        {health ? (
          <StaffHealth
            health={health}
            certificateEnds={certificateEnds}
            status={status}
            t={t}
            syncing={syncing}
            onSync={() => void this.sync()}
            tablet={tablet}
          />
        ) : (
          <PinPad t={t} wrong={wrong} onPin={(pin) => void this.enter(pin)} />
        )}
      </div>
    )
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
