import type { Deps, PairingWarning, Tablet } from '#src/device/types.ts'
import { step } from './flow.ts'
import type { Frame } from './held.ts'
import { home, mayUpdate } from './idle.ts'
import type { Seen } from './seen.ts'
import type { StaffFile } from './staff-file.ts'
import type { Context, Effect, Event, State } from './state.ts'
import { nextTick } from './times.ts'

/** What the page gives: the tablet, its clocks, something to paint on, and the service worker. */
export type World = Pick<Deps, 'now' | 'mono' | 'later'> & {
  tablet: Tablet
  paint: (seen: Seen) => void
  /** A newer version waits for its turn. */
  updateWaiting: () => boolean
  update: () => void
  /** A rating was closed; a hint to send it even when this page is gone. */
  askForSync: () => void
  frame: Frame
  code: string
  staff: () => StaffFile
}

export type Running = {
  send: (event: Event) => void
  mayUpdate: () => boolean
  /** Something besides the state is another. */
  paint: () => void
}

/** Takes every event through the flow, one after the other, paints what comes of it, and does what it asks for. */
export function runKiosk(world: World): Running {
  const { tablet, frame, code } = world
  let warnings: readonly PairingWarning[] = []
  let cancel: () => void = () => undefined
  const context = (): Context => ({
    now: world.mono(),
    wall: world.now(),
    status: tablet.status(),
    updateWaiting: world.updateWaiting(),
  })
  let state: State = home({ ...context(), status: { kind: 'opening' } })

  const send = (event: Event) => {
    const { now } = context()
    // Between a finger and its tap on a face nothing is drawn that looks the same.
    const isUnseen = event.type === 'touch' && state.at === 'rate' && !state.dim
    const next = step(state, event, context())
    state = next.state
    for (const effect of next.effects) perform(effect)
    if (!isUnseen) paint()
    cancel()
    cancel = world.later(Math.max(20, nextTick(state, now) - now), () => send({ type: 'tick' }))
  }
  const warn = (told: readonly PairingWarning[]) => {
    warnings = told
    paint()
  }
  const paint = () => {
    const status = tablet.status()
    const staff = world.staff()
    world.paint({ state, status, now: world.mono(), send, tablet, frame, code, warnings, warn, staff })
  }
  const perform = (effect: Effect) => {
    switch (effect.do) {
      case 'update':
        return world.update()
      case 'keep':
        return void keep(tablet, effect).then(send)
      case 'close':
        return void close(tablet, effect).then((event) => {
          send(event)
          world.askForSync()
        })
    }
  }
  tablet.watch(() => send({ type: 'status' }))
  paint()
  send({ type: 'status' })
  return { send, mayUpdate: () => mayUpdate(state, world.mono()), paint }
}

async function keep(tablet: Tablet, { draft }: Extract<Effect, { do: 'keep' }>): Promise<Event> {
  const kept = await tablet.keepDraft(draft).catch(broken)
  return { type: kept.ok ? 'kept' : 'not-kept', draft }
}

async function close(tablet: Tablet, effect: Extract<Effect, { do: 'close' }>): Promise<Event> {
  const { draft, end, comment, tapToClose } = effect
  const closing = await tablet.close(draft, end, comment, tapToClose).catch(broken)
  return closing.ok ? { type: 'closed', draft, code: closing.code } : { type: 'not-closed', draft }
}

/** A bug below must not look like a slow disk: it is reported, and nobody is thanked. */
function broken(error: unknown): { ok: false } {
  reportError(error)
  return { ok: false }
}
