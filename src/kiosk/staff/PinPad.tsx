import { Component } from 'preact'
import type { PinCheck } from '#src/device/types.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button } from '../screens/parts.tsx'

const LENGTH = 6

type Props = {
  readonly t: StaffText
  readonly wrong: Extract<PinCheck, { ok: false }> | null
  readonly onPin: (pin: string) => void
}

/** Six digits that nobody sees or hears; the sixth sends them. */
export class PinPad extends Component<Props, { pin: string }> {
  override state = { pin: '' }

  override componentDidMount() {
    addEventListener('keydown', this.hear)
  }

  override componentWillUnmount() {
    removeEventListener('keydown', this.hear)
  }

  override render() {
    const { t, wrong } = this.props
    const { pin } = this.state
    return (
      <section class="card pin" aria-label={t.pin.pinName}>
        <h2>{t.corner.hint}</h2>
        <p class="dots" role="status">
          <span class="sr">{t.pin.entered(pin.length)}</span>
          {Array.from({ length: LENGTH }, (_, i) => (
            <span key={String(i)} class={i < pin.length ? 'dot full' : 'dot'} />
          ))}
        </p>
        {wrong && pin === '' && (
          <Banner tone="err" icon={kioskIcons.alert}>
            {'lockedMinutes' in wrong ? t.pin.locked(wrong.lockedMinutes) : t.pin.wrong(wrong.triesLeft)}
          </Banner>
        )}
        <div class="digits">
          {[...'123456789'].map((digit) => (
            <Button key={digit} kind="pill" onClick={() => this.type(digit)}>
              {digit}
            </Button>
          ))}
          <Button kind="pill" class="word" onClick={() => this.setState({ pin: '' })}>
            {t.pin.clear}
          </Button>
          <Button kind="pill" onClick={() => this.type('0')}>
            0
          </Button>
          <Button
            kind="pill"
            icon={staffIcons.backspace}
            label={t.pin.deleteDigit}
            onClick={() => this.setState({ pin: pin.slice(0, -1) })}
          >
            {''}
          </Button>
        </div>
      </section>
    )
  }

  private hear = ({ key }: KeyboardEvent): void => {
    if (key === 'Backspace') this.setState(({ pin }) => ({ pin: pin.slice(0, -1) }))
    else if (/^\d$/.test(key)) this.type(key)
  }

  private type(digit: string): void {
    const pin = this.state.pin + digit
    const isWhole = pin.length === LENGTH
    this.setState({ pin: isWhole ? '' : pin })
    if (isWhole) this.props.onPin(pin)
  }
}
