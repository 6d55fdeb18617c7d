import { Component } from 'preact'
import { Lotus } from '#src/ui/Lotus.tsx'
import type { Seen } from '../seen.ts'
import type { Config } from '../state.ts'

const LONG_PRESS_MS = 2_000

type Props = {
  readonly unit: Config['unit'] | undefined
  readonly staff: string
  readonly send?: Seen['send']
}

/** Whose tablet this is. Staff press the lotus for two seconds; the press outlives a repaint. */
export class Brand extends Component<Props> {
  private timer = 0

  override componentWillUnmount() {
    this.release()
  }

  override render() {
    const { unit, staff } = this.props
    return (
      <div class="brand">
        <button
          type="button"
          class="mark"
          tabIndex={-1}
          aria-label={staff}
          onPointerDown={this.press}
          onPointerUp={this.release}
          onPointerLeave={this.release}
          onPointerCancel={this.release}
        >
          <Lotus />
        </button>
        <p>
          <b>{unit?.name ?? 'Hài\u00a0Lòng'}</b>
          {unit?.place && <span>{unit.place}</span>}
        </p>
      </div>
    )
  }

  private press = (): void => {
    this.release()
    this.timer = window.setTimeout(() => this.props.send?.({ type: 'staff' }), LONG_PRESS_MS)
  }

  private release = (): void => clearTimeout(this.timer)
}
