import './held.ts'
import type { Event } from './state.ts'

/** From here on taps are the app's own; one that came before is handed to the flow, with the instant of the finger. */
export function takeHeldTap(send: (event: Event) => void): void {
  const held = window.hailongHeld
  window.hailongReady = true
  window.hailongHeld = undefined
  if (!held) return
  held.release()
  send({ type: 'face', score: held.score, at: held.at })
}
