import type { Score } from '#src/domain/conduct.ts'
import { FRAME_HINT } from './held.ts'

/** Where the app's own file stands; the build knows. */
declare const __APP__: string

/**
 * The script inside the page: shows the frame that this tablet showed last, and holds a tap until the app has loaded.
 * If that takes too long nothing was recorded, and the page says so.
 */
const PATIENCE_MS = 5_000
/** So long this is read. */
const NOTICE_MS = 12_000
/** A page that nobody sees has no frames. */
const UNSEEN_MS = 1_000
const AGAIN_MS = 10_000

const page = document.documentElement
page.dataset.frame = hint()

// The app begins when its first frame has been shown: before it, it would hold up the faces. Of two imports of a file that is there one counts.
document.addEventListener('DOMContentLoaded', () => {
  const begin = () => void import(__APP__).catch(failed)
  requestAnimationFrame(() => setTimeout(begin))
  setTimeout(begin, UNSEEN_MS)
})

let over = 0

document.addEventListener('click', ({ target }) => {
  const face = target instanceof Element ? target.closest<HTMLElement>('[data-score]') : null
  // What was said of one tap is not said of the next, which the app may have recorded.
  if (face && page.dataset.held) say('')
  if (!face || window.hailongReady || window.hailongHeld) return
  const show = (isHeld: boolean) => {
    face.setAttribute('aria-checked', `${isHeld}`)
    face.parentElement?.classList.toggle('held', isHeld)
  }
  show(true)
  const timer = setTimeout(() => {
    window.hailongHeld = undefined
    show(false)
    say('failed')
    over = window.setTimeout(() => say(''), NOTICE_MS)
  }, PATIENCE_MS)
  window.hailongHeld = {
    score: Number(face.dataset.score) as Score,
    at: performance.now(),
    release: () => clearTimeout(timer),
  }
})

/** The server was just starting, or has another version by now: nobody at a counter loads a page anew. */
function failed(error: unknown): void {
  reportError(error)
  setTimeout(loadAnew, AGAIN_MS)
}

/** Where the server gives no page, a browser would show its own. */
async function loadAnew(): Promise<void> {
  if (window.hailongReady) return
  const { ok } = await fetch(location.href).catch(Response.error)
  if (ok && !window.hailongHeld) location.reload()
  else setTimeout(loadAnew, AGAIN_MS)
}

function say(held: 'failed' | ''): void {
  clearTimeout(over)
  page.dataset.held = held
}

function hint(): string {
  try {
    return localStorage.getItem(FRAME_HINT) ?? 'pair'
  } catch {
    return 'pair' // storage is switched off: the app will say what that means
  }
}
