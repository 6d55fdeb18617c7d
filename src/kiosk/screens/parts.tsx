import { Component, type ComponentChild, type ComponentChildren } from 'preact'
import { Icon } from '#src/ui/Icon.tsx'

type ButtonProps = {
  readonly kind: 'primary' | 'secondary' | 'pill'
  /** A path of icons-kiosk.ts. */
  readonly icon?: string
  readonly class?: string
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly label?: string
  readonly onClick?: () => void
  readonly children: ComponentChildren
}

export function Button(props: ButtonProps) {
  const { kind, icon, class: name = '', disabled = false, pressed, label, onClick, children } = props
  return (
    <button
      type="button"
      class={`${kind} ${name}`}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
      onClick={onClick}
    >
      {icon && <Icon path={icon} />}
      <span>{children}</span>
    </button>
  )
}

type BannerProps = {
  readonly tone: 'warn' | 'err' | 'ok'
  readonly icon: string
  readonly children: ComponentChildren
}

/** A part that is drawn anew only where what it is given has changed: a tap on an old tablet waits for all that is drawn. */
export function still<P extends object>(draw: (given: P) => ComponentChild) {
  return class extends Component<P> {
    override render = draw

    override shouldComponentUpdate(next: P) {
      for (const name in next) if (next[name] !== (this.props as P)[name]) return true
      return false
    }
  }
}

/** Never colour alone: a border, an icon and words. What went wrong is said at once, where a screen reader speaks. */
export function Banner({ tone, icon, children }: BannerProps) {
  return (
    <div class={`banner ${tone}`} role={tone === 'ok' ? 'status' : 'alert'}>
      <Icon path={icon} />
      <div>{children}</div>
    </div>
  )
}

/** A choice of a group. Not an input: there an arrow would choose, and here it may only move the focus. */
export function choice(role: 'radio' | 'checkbox', checked: boolean) {
  return { type: 'button', role, 'aria-checked': checked } as const
}

/** Arrows move the focus among the choices of a group and never choose. */
export function moveFocus(event: KeyboardEvent) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (!step || !(event.currentTarget instanceof HTMLElement)) return
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const from = choices.indexOf(document.activeElement as HTMLElement)
  choices[(from + step + choices.length) % choices.length]?.focus()
  event.preventDefault()
}
