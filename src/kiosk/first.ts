import type { Score } from '#src/domain/conduct.ts'
import { FRAME_HINT } from './held.ts'

/**
 * The script inside the page: shows the frame that this tablet showed last, and holds a tap until the app has loaded.
 * If that takes too long nothing was recorded, and the page says so.
 */
const PATIENCE_MS = 5_000

const page = document.documentElement
page.dataset.frame = hint()

document.addEventListener('click', ({ target }) => {
  const face = target instanceof Element ? target.closest<HTMLElement>('[data-score]') : null
  if (!face || window.hailongReady || window.hailongHeld) return
  face.setAttribute('aria-checked', 'true')
  face.parentElement?.classList.add('held')
  const timer = setTimeout(() => {
    window.hailongHeld = undefined
    page.dataset.held = 'failed'
  }, PATIENCE_MS)
  window.hailongHeld = {
    score: Number(face.dataset.score) as Score,
    at: performance.now(),
    release: () => clearTimeout(timer),
  }
})

function hint(): string {
  try {
    return localStorage.getItem(FRAME_HINT) ?? 'pair'
  } catch {
    return 'pair' // storage is switched off: the app will say what that means
  }
}
