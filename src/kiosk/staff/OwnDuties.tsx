import { Component } from 'preact'
import type { OwnDuties as Own, OwnDuty } from '#src/device/types.ts'
import { localTime } from '#src/domain/calendar.ts'
import { OBJECTIONS, type ObjectionWhy } from '#src/domain/duty.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button, choice, moveFocus } from '../screens/parts.tsx'

type Props = { readonly own: Extract<Own, { ok: true }>; readonly name: string; readonly t: StaffText }

type Memory = {
  chosen: number | null
  why: ObjectionWhy | null
  sent: readonly number[]
  said: 'sending' | 'sent' | 'failed' | null
}

/** An officer's own duties at this tablet, and what they say against one. Never how many rated, or what. */
export class OwnDuties extends Component<Props, Memory> {
  override state: Memory = { chosen: null, why: null, sent: [], said: null }

  override render() {
    const { own, name, t } = this.props
    const { chosen, why, said } = this.state
    const d = t.own
    return (
      <section class="card own" aria-label={d.title(name)}>
        <h2>{d.title(name)}</h2>
        {own.duties.length === 0 && <p>{d.none}</p>}
        <div class="choices" role="radiogroup" aria-label={d.title(name)} onKeyDown={moveFocus}>
          {own.duties.map((duty) => (
            <button
              key={duty.n}
              {...choice('radio', duty.n === chosen)}
              class="tile"
              disabled={this.isObjected(duty)}
              onClick={() => this.setState({ chosen: duty.n, said: null })}
            >
              <b>{spanOf(duty, t)}</b>
              {this.isObjected(duty) && <span>{d.objected}</span>}
            </button>
          ))}
        </div>
        {chosen !== null && (
          <div class="choices" role="radiogroup" aria-label={d.why} onKeyDown={moveFocus}>
            {OBJECTIONS.map((one) => (
              <button
                key={one}
                {...choice('radio', one === why)}
                class="tile"
                onClick={() => this.setState({ why: one, said: null })}
              >
                <b>{d.whys[one]}</b>
              </button>
            ))}
          </div>
        )}
        {said === 'sent' && (
          <Banner tone="ok" icon={kioskIcons.check}>
            {d.sent}
          </Banner>
        )}
        {said === 'failed' && (
          <Banner tone="err" icon={kioskIcons.alert}>
            {t.duty.notKept}
          </Banner>
        )}
        {own.duties.length > 0 && (
          <Button
            kind="primary"
            disabled={chosen === null || why === null || said === 'sending'}
            onClick={() => void this.send()}
          >
            {d.send}
          </Button>
        )}
      </section>
    )
  }

  private isObjected({ n, objected }: OwnDuty): boolean {
    return objected || this.state.sent.includes(n)
  }

  private async send(): Promise<void> {
    const { chosen, why } = this.state
    if (chosen === null || why === null) return
    this.setState({ said: 'sending' })
    const { ok } = await this.props.own.object(chosen, why).catch((error: unknown) => {
      reportError(error)
      return { ok: false }
    })
    if (ok) this.setState(({ sent }) => ({ sent: [...sent, chosen], chosen: null, why: null, said: 'sent' }))
    else this.setState({ said: 'failed' })
  }
}

function spanOf({ from, to }: OwnDuty, { own }: StaffText): string {
  const day = localTime(from).day.split('-').reverse().join('/')
  return own.span(day, clock(from), to === null ? null : clock(to))
}
