import { Component } from 'preact'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button } from '../screens/parts.tsx'

const LENGTH = 6

type Props = {
  readonly t: StaffText
  readonly title: string
  /** What was wrong with the last one. */
  readonly wrong: string | null
  /** The words on the button that sends; without it the sixth digit does. */
  readonly submit?: string
  readonly busy?: boolean
  readonly onPin: (pin: string) => void
}

/** Six digits that nobody sees or hears. */
export class PinPad extends Component<Props, { pin: string }> {
  override state = { pin: '' }

  override componentDidMount() {
    addEventListener('keydown', this.hear)
  }

  override componentWillUnmount() {
    removeEventListener('keydown', this.hear)
  }

  override render() {
    const { t, title, wrong, submit, busy = false } = this.props
    const { pin } = this.state
    const isWrong = wrong !== null && pin === ''
    return (
      <section class="card pin" aria-label={t.pin.pinName}>
        {isWrong && submit ? null : <h2>{title}</h2>}
        <p class="dots" role="status">
          <span class="sr">{t.pin.entered(pin.length)}</span>
          {Array.from({ length: LENGTH }, (_, i) => (
            <span key={String(i)} class={i < pin.length ? 'dot full' : 'dot'} />
          ))}
        </p>
        {isWrong && (
          <Banner tone="err" icon={kioskIcons.alert}>
            {wrong}
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
        {submit && (
          <Button kind="primary" disabled={busy || pin.length < LENGTH} onClick={this.send}>
            {submit}
          </Button>
        )}
      </section>
    )
  }

  private hear = ({ key }: KeyboardEvent): void => {
    if (key === 'Enter') this.send()
    else if (key === 'Backspace') this.setState(({ pin }) => ({ pin: pin.slice(0, -1) }))
    else if (/^\d$/.test(key)) this.type(key)
  }

  private type(digit: string): void {
    if (this.props.busy) return
    const pin = (this.state.pin + digit).slice(0, LENGTH)
    this.setState({ pin }, () => this.props.submit || this.send())
  }

  private send = (): void => {
    const { pin } = this.state
    if (this.props.busy || pin.length < LENGTH) return
    this.setState({ pin: '' })
    this.props.onPin(pin)
  }
}
