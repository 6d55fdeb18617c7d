import type { Page } from 'playwright-core'

/** More than any page has to be reached. */
const MOST = 400

/**
 * Goes through the page by the Tab key alone, from its beginning to its end. Answers what is wrong for who has no pointer: a control that
 * is never reached, focus that nobody sees, or that lies under something else, and a page that is never left.
 */
export async function faultsByKeyboard(page: Page): Promise<string[]> {
  const faults: string[] = await page.evaluate(begin)
  for (let i = 0; i < MOST; i += 1) {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(look)
    if (said === undefined) return [...faults, ...(await page.evaluate(left))]
    faults.push(...said)
  }
  return [...faults, `after ${MOST} times Tab the page is not left`]
}

/** Runs in the page: from its first line on, with all that must be reached. */
function begin(): string[] {
  scrollTo(0, 0)
  // The Tab key goes on from where the focus was last: that is now the page itself.
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  const within = document.querySelector('dialog:modal') ?? document.body
  const all = within.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex]',
  )
  globalThis.ringOf = (one) => {
    const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(one)
    return `${boxShadow} ${outlineStyle} ${outlineWidth}`
  }
  globalThis.rings = new WeakMap([...all].map((one) => [one, globalThis.ringOf(one)]))
  const isReached = (one: HTMLElement) =>
    one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
  const groups = new Set<string>()
  globalThis.toReach = new Set(
    [...all].filter((one) => {
      if (!isReached(one) || one.matches(':disabled')) return false
      // Of radio buttons of one name the Tab key reaches one, the arrows the others.
      if (!(one instanceof HTMLInputElement && one.type === 'radio')) return true
      const isFirst = !groups.has(one.name)
      groups.add(one.name)
      return isFirst
    }),
  )
  return globalThis.toReach.size === 0 ? ['nothing can be reached'] : []
}

/** Runs in the page: what is wrong with where the focus is now; undefined where the page has been left. */
function look(): string[] | undefined {
  const one = document.activeElement
  if (!(one instanceof HTMLElement) || one === document.body) return undefined
  const isRadio = one instanceof HTMLInputElement && one.type === 'radio'
  for (const other of globalThis.toReach)
    if (other === one || (isRadio && (other as HTMLInputElement).name === one.name))
      globalThis.toReach.delete(other)
  const name = `${one.tagName.toLowerCase()} "${(one.textContent || one.getAttribute('aria-label') || one.getAttribute('name') || '').trim().slice(0, 40)}"`
  const faults: string[] = []
  const isSeen = globalThis.ringOf(one) !== globalThis.rings.get(one)
  if (!isSeen) faults.push(`${name} shows no focus`)
  const { left, top, right, bottom } = one.getBoundingClientRect()
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
  const isOut = right <= 0 || left >= innerWidth || bottom <= 0 || top >= innerHeight
  const over = isOut ? null : document.elementFromPoint(x, y)
  const isClear = over && (one.contains(over) || over.contains(one) || over.closest('label')?.control === one)
  if (!isClear)
    faults.push(`${name} lies ${isOut ? 'out of sight' : `under ${over?.tagName} ${over?.className}`}`)
  return faults
}

/** Runs in the page: what was never reached. */
function left(): string[] {
  return [...globalThis.toReach].map((one) => `${one.outerHTML.slice(0, 120)} is never reached`)
}

declare global {
  var toReach: Set<HTMLElement>
  /** How each control is framed while it has no focus. */
  var rings: WeakMap<HTMLElement, string>
  var ringOf: (one: HTMLElement) => string
}
