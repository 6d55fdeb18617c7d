import { hydrate, render } from 'preact'
import { openTablet } from '#src/device/tablet.ts'
import { deviceDeps } from './deps.ts'
import { FRAME_HINT, FRAMES, type Frame } from './held.ts'
import { takeHeldTap } from './held-tap.ts'
import { Kiosk } from './Kiosk.tsx'
import { runKiosk } from './run.ts'
import { type Seen, viewOf } from './seen.ts'
import { staffFile } from './staff-file.ts'
import type { State, View } from './state.ts'
import { bridgeServiceWorker } from './sw-bridge.ts'
import './styles/all.css'

const page = document.documentElement
const frame = FRAMES.find((name) => name === page.dataset.frame) ?? 'pair'
const root = onlyFrame(frame)
const deps = deviceDeps(() => bridge.worker())
const tablet = openTablet(deps)
const bridge = bridgeServiceWorker({
  changed: () => kiosk.send({ type: 'tick' }),
  mayReload: () => kiosk.mayUpdate(),
  sync: () => tablet.poke('sync'),
})
const staff = staffFile(() => kiosk.paint())
if (frame === 'pair' || frame === 'hall') staff.ask()
let shown: string | undefined
let styled: View | undefined

/** Screens of the second file. */
const FOR_STAFF = /unpaired|staff|broken|hall/

const kiosk = runKiosk({
  ...deps,
  tablet,
  paint,
  updateWaiting: bridge.updateWaiting,
  update: bridge.update,
  askForSync: bridge.askForSync,
  frame,
  code: codeFromAddress(),
  staff: staff.now,
})
takeHeldTap(kiosk.send)
listen()

function paint(seen: Seen): void {
  const { state, warnings } = seen
  const view = viewOf(state)
  // Setting the same words again would have the browser style the whole page anew.
  if (view !== styled) {
    page.lang = view.lang
    page.dataset.text = view.large ? 'large' : 'normal'
  }
  styled = view
  if (shown === undefined) hydrate(<Kiosk {...seen} />, root)
  else render(<Kiosk {...seen} />, root)
  const screen = `${state.at}${'page' in state ? state.page : ''}${warnings.length}`
  const hasTurned = shown !== undefined && shown !== screen && state.at !== 'chosen' && state.at !== 'saving'
  shown = screen
  rememberFrame(state)
  if (hasTurned && FOR_STAFF.test(state.at)) staff.ask()
  if (!hasTurned) return
  scrollTo(0, 0)
  root.querySelector('h1')?.focus({ preventScroll: true })
}

/** The next start shows this frame at once. */
function rememberFrame({ at, ...state }: State): void {
  if (at === 'rate' && 'config' in state && state.config?.hall) return

  const next = (
    { unpaired: 'pair', rate: 'rate', closed: 'closed', hall: 'hall' } as Partial<Record<State['at'], Frame>>
  )[at]
  if (!next || page.dataset.frame === next) return
  page.dataset.frame = next
  localStorage.setItem(FRAME_HINT, next)
}

function onlyFrame(name: Frame): HTMLElement {
  for (const other of FRAMES) if (other !== name) document.getElementById(other)?.remove()
  const found = document.getElementById(name) ?? document.body.appendChild(document.createElement('div'))
  found.className = 'app'
  return found
}

/** The head's QR code is this address with the pairing code behind the #; it stays in no history. */
function codeFromAddress(): string {
  const code = /^#(?:pair=)?([2-9a-z]{4}-?[2-9a-z]{4})$/i.exec(location.hash)?.[1] ?? ''
  if (location.hash) history.replaceState(null, '', location.pathname)
  return code.replace('-', '').toUpperCase()
}

function listen(): void {
  const touch = () => kiosk.send({ type: 'touch' })
  addEventListener('pointerdown', touch, { capture: true, passive: true })
  addEventListener('keydown', touch, { capture: true })
  addEventListener('contextmenu', (event) => event.preventDefault())
  addEventListener('online', () => tablet.poke('online'))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') tablet.poke('visible')
  })
}
