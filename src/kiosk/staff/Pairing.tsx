import { Component } from 'preact'
import type { Pairing as Outcome } from '#src/device/types.ts'
import { ALPHABET } from '#src/domain/id.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Brand } from '../screens/Brand.tsx'
import { Languages } from '../screens/Controls.tsx'
import { Banner, Button } from '../screens/parts.tsx'
import { type Seen, viewOf, words } from '../seen.ts'
import { Cells } from './Cells.tsx'
import { staffWords } from './staff-words.ts'

const LENGTH = 8
/** Without a network nobody knows yet whether this tablet was emptied. */
const ASK_AGAIN_MS = 30_000

type Memory = { code: string; checking: boolean; refused: Refusal | null }
type Refusal = Extract<Outcome, { ok: false }>['why']

/** K7. The code comes by the keys here, by a keyboard, or in the address that the camera app opened. */
export class Pairing extends Component<Seen, Memory> {
  override state: Memory = { code: this.props.code, checking: false, refused: null }

  private timer = 0

  override componentDidMount() {
    addEventListener('keydown', this.hear)
    addEventListener('online', this.again)
    this.timer = window.setInterval(this.again, ASK_AGAIN_MS)
    this.again()
  }

  override componentWillUnmount() {
    removeEventListener('keydown', this.hear)
    removeEventListener('online', this.again)
    clearInterval(this.timer)
  }

  override render() {
    const { code, checking, refused } = this.state
    const { state, send } = this.props
    const t = staffWords(state)
    const p = t.pairing
    return (
      <div class="k7">
        <Brand unit={undefined} staff={t.corner.title} />
        <div class="state">
          <p>{p.state}</p>
          <Languages view={viewOf(state)} t={words(state)} send={send} />
        </div>
        <header>
          <h1 tabIndex={-1}>{p.title}</h1>
          {refused ? (
            <Banner tone="err" icon={kioskIcons.alert}>
              {sentence(refused, p)}
            </Banner>
          ) : (
            <p>{p.hint}</p>
          )}
        </header>
        <section class="card" aria-label={p.code}>
          <h2>{p.code}</h2>
          <Cells code={code} length={LENGTH} />
          <div class="keys">
            {[...ALPHABET.toUpperCase()].map((key) => (
              <button key={key} type="button" class="key" onClick={() => this.type(key)}>
                {key}
              </button>
            ))}
          </div>
          <div class="actions">
            <Button kind="secondary" icon={staffIcons.backspace} onClick={() => this.erase()}>
              {p.deleteCharacter}
            </Button>
            <Button
              kind="primary"
              disabled={code.length < LENGTH || checking}
              onClick={() => void this.pair()}
            >
              {checking ? p.checking : p.pair}
            </Button>
          </div>
        </section>
        <aside>
          <h2>{p.qr}</h2>
          <div class="viewfinder">
            <svg viewBox="0 0 200 200" aria-hidden="true">
              <path
                class="corners"
                d="M6 56V26A20 20 0 0 1 26 6h30M144 6h30a20 20 0 0 1 20 20v30M194 144v30a20 20 0 0 1-20 20h-30M56 194H26a20 20 0 0 1-20-20v-30"
              />
              <path class="code" d="M46 46h42v42H46ZM112 46h42v42h-42ZM46 112h42v42H46Z" />
              <path
                class="dots"
                d="M60 60h14v14H60ZM126 60h14v14h-14ZM60 126h14v14H60ZM112 112h14v14h-14ZM140 112h14v14h-14ZM126 126h14v14h-14ZM112 140h14v14h-14ZM140 140h14v14h-14Z"
              />
            </svg>
          </div>
          <p>{p.qrHint}</p>
        </aside>
      </div>
    )
  }

  /** A tablet that was emptied comes back by itself; one with a code in its address is paired anew on purpose. */
  private again = (): void => {
    if (this.props.code || this.state.code || this.state.checking) return
    // Nobody of staff may be near then, and a citizen has nothing to confirm.
    void this.props.tablet.pairAgain().catch(reportError)
  }

  private hear = ({ key }: KeyboardEvent): void => {
    if (key === 'Backspace') this.erase()
    else if (key.length === 1) this.type(key)
  }

  private type(key: string): void {
    const symbol = key.toUpperCase()
    if (!ALPHABET.includes(symbol.toLowerCase())) return
    this.setState(({ code }) => ({ code: (code + symbol).slice(0, LENGTH), refused: null }))
  }

  private erase(): void {
    this.setState(({ code }) => ({ code: code.slice(0, -1), refused: null }))
  }

  private async pair(): Promise<void> {
    this.setState({ checking: true, refused: null })
    const outcome = await this.props.tablet.pair(this.state.code).catch(broken)
    if (outcome.ok) this.props.warn(outcome.warnings)
    else this.setState({ checking: false, refused: outcome.why, code: '' })
  }
}

/** A bug below must not leave the page checking for ever. */
function broken(error: unknown): { ok: false; why: Refusal } {
  reportError(error)
  return { ok: false, why: 'internal' }
}

function sentence(why: Refusal, p: StaffText['pairing']): string {
  switch (why) {
    case 'offline':
      return p.noNetwork
    case 'insecure':
      return p.insecure
    case 'storage':
      return p.storageBroken
    case 'code-expired':
      return p.expired
    case 'code-used':
      return p.used
    case 'code-wrong':
    case 'invalid':
      return p.unknown
    default:
      return p.refused
  }
}
