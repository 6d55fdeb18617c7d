import axeCore from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const SHOTS = 'test-results/screens'

/** Windows that are no tablet's: telephones, small tablets and low ones. */
const OTHER_WINDOWS = [
  { width: 320, height: 640 },
  { width: 412, height: 915 },
  { width: 600, height: 960 },
  { width: 768, height: 1024 },
  { width: 1024, height: 600 },
  { width: 960, height: 540 },
]

/**
 * Takes a picture of the screen, and expects that axe finds nothing and no word is cut, as it is and with text at 200 %.
 * A screen that fails does not keep the test from looking at the next one.
 */
export async function audit(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: `${SHOTS}/${name}.png` })
  expect.soft(await faultsOf(page), name).toEqual([])
  // A browser's zoom of 200 % as a page sees it: half as many CSS pixels each way.
  const { width, height } = sizeOf(page)
  await inWindow(page, { width: width / 2, height: height / 2 }, async () => {
    await page.screenshot({ path: `${SHOTS}/${name}-200.png` })
    expect.soft(await page.evaluate(cutWords), `${name} at 200 %`).toEqual([])
  })
}

/** The same for a screen of the tablet, which also fits other windows, and on which each target has the size of a finger. */
export async function auditTablet(page: Page, name: string): Promise<void> {
  await audit(page, name)
  expect.soft(await page.evaluate(smallTargets), `${name}: targets under 64 px`).toEqual([])
  for (const size of OTHER_WINDOWS) {
    await inWindow(page, size, async () => {
      const where = `${name} at ${size.width} × ${size.height}`
      expect.soft(await page.evaluate(cutWords), where).toEqual([])
    })
  }
}

/** What axe finds on the page, and which words are cut. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await violations(page)), ...(await page.evaluate(cutWords))]
}

async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no CSP binds: a script element would be refused, as it should be.
  await page.evaluate(axeCore.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run())
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  )
}

function sizeOf(page: Page): Size {
  const size = page.viewportSize()
  if (!size) throw new Error('the window has no size yet')
  return size
}

type Size = { width: number; height: number }

async function inWindow(page: Page, size: Size, look: () => Promise<void>): Promise<void> {
  const before = sizeOf(page)
  await page.setViewportSize(size)
  await page.waitForFunction((width) => innerWidth === width, size.width)
  await look()
  await page.setViewportSize(before)
}

/** Runs in the page: what a citizen touches and is smaller than SPEC section 2 says; the staff's lotus is no target of theirs. */
function smallTargets(): string[] {
  const LEAST = 63.5
  return [...document.querySelectorAll<HTMLElement>('button, textarea')].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect()
    if (target.tabIndex < 0 || !target.checkVisibility() || Math.min(width, height) >= LEAST) return []
    return [`"${target.textContent}" is ${Math.round(width)} × ${Math.round(height)}`]
  })
}

/** Runs in the page: words that stick out of what clips them, of their own control or of the window's width, or are covered. */
function cutWords(): string[] {
  const SLACK = 1.5
  const root = document.documentElement
  const found = new Set<string>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const words = node.textContent?.trim() ?? ''
    const owner = node.parentElement
    if (words === '' || !owner?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (onlyForReaders(owner)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const why = cutBy(owner, range.getBoundingClientRect()) ?? coveredBy(owner, range)
    if (why) found.add(`"${words.slice(0, 60)}" by ${why}`)
  }
  if (root.scrollWidth > root.clientWidth)
    found.add(`the page is ${root.scrollWidth - root.clientWidth} px too wide`)
  return [...found]

  function onlyForReaders(element: Element): boolean {
    const { width, height } = element.getBoundingClientRect()
    return width <= SLACK || height <= SLACK
  }

  /** Something else lies over the middle of the words, also where a person has scrolled to them. */
  function coveredBy(owner: Element, words: Range): string | undefined {
    if (!over(owner, words)) return undefined
    owner.scrollIntoView({ block: 'center', behavior: 'instant' })
    const cover = over(owner, words)
    scrollTo({ top: 0, behavior: 'instant' })
    return cover && `${cover.tagName.toLowerCase()}.${cover.getAttribute('class') ?? ''} (covered)`
  }

  function over(owner: Element, words: Range): Element | undefined {
    const { left, top, width, height } = words.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    return hit && !owner.contains(hit) && !hit.contains(owner) ? hit : undefined
  }

  function cutBy(owner: Element, text: DOMRect): string | undefined {
    let scrolled = { x: false, y: false }
    for (let box: Element | null = owner; box; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (box === root || style.display === 'contents' || style.display === 'inline') continue
      const rect = box.getBoundingClientRect()
      const isControl = box.matches('button, a, [role=radio], [role=checkbox], [role=button]')
      const clips = (overflow: string) => isControl || overflow === 'hidden' || overflow === 'clip'
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll'
      const outX = text.left < rect.left - SLACK || text.right > rect.right + SLACK
      const outY = text.top < rect.top - SLACK || text.bottom > rect.bottom + SLACK
      const name = `${box.tagName.toLowerCase()}.${box.getAttribute('class') ?? ''}`
      if (outX && !scrolled.x && clips(style.overflowX)) return `${name} (width)`
      if (outY && !scrolled.y && clips(style.overflowY)) return `${name} (height)`
      scrolled = { x: scrolled.x || scrolls(style.overflowX), y: scrolled.y || scrolls(style.overflowY) }
      if (style.position === 'fixed') break
    }
    return undefined
  }
}

declare global {
  var axe: typeof import('axe-core')
}
