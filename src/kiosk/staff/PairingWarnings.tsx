import { Component } from 'preact'
import type { PairingWarning } from '#src/device/types.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { Lang } from '#src/ui/text/lang.ts'
import { STAFF_TEXT, type StaffText } from '#src/ui/text/staff.ts'
import { Languages } from '../screens/Controls.tsx'
import { Banner, Button } from '../screens/parts.tsx'
import { type Seen, viewOf, words } from '../seen.ts'
import type { Event } from '../state.ts'

/** What could go wrong later, on a screen of its own once after pairing, before K1 or K8. K8 knows no language, so this does. */
export class PairingWarnings extends Component<Seen, { lang: Lang }> {
  override state = { lang: viewOf(this.props.state).lang }

  override render() {
    const { state, status, warnings, warn } = this.props
    const { lang } = this.state
    const t = STAFF_TEXT[lang].pairing
    const offset = status.kind === 'paired' ? (status.clockOffset ?? 0) : 0
    const minutes = Math.round(Math.abs(offset) / 60_000)
    return (
      <div class="staff" lang={lang}>
        <header>
          <h1 tabIndex={-1}>{t.paired}</h1>
          <Languages view={{ lang, large: false }} t={words(state)} send={this.speak} />
        </header>
        <section class="card warnings">
          <p>{t.warned}</p>
          {warnings.map((warning) => (
            <Banner key={warning} tone="warn" icon={staffIcons.warning}>
              {sentence(warning, minutes, t)}
            </Banner>
          ))}
          <Button kind="primary" onClick={() => warn([])}>
            {t.goOn}
          </Button>
        </section>
      </div>
    )
  }

  private speak = (event: Event): void => {
    if (event.type === 'language') this.setState({ lang: event.lang })
    this.props.send(event)
  }
}

function sentence(warning: PairingWarning, minutes: number, t: StaffText['pairing']): string {
  switch (warning) {
    case 'not-persistent':
      return t.notPersistent
    case 'bare-address':
      return t.bareAddress
    case 'wrong-clock':
      return t.wrongClock(minutes)
    case 'no-service-worker':
      return t.notOffline
  }
}
