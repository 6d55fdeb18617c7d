import type { Locator } from 'playwright-core'

/** Words that can be read: some of the middle of their line is dark, and some is light. */
export const READABLE = { dark: true, light: true }

/** What a picture of a control's words shows, whatever its styles say: a browser may paint something over or behind them. */
export async function inkOf(control: Locator): Promise<typeof READABLE> {
  const clip = await control.evaluate((element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const range = document.createRange()
    range.selectNodeContents(element)
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      range.selectNodeContents(node)
      if (node.textContent?.trim() && range.getBoundingClientRect().width > 2) break
    }
    const { x, y, width, height } = range.getBoundingClientRect()
    return { x, y: y + height / 4, width, height: height / 2 }
  })
  const picture = (await control.page().screenshot({ clip })).toString('base64')
  return control.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (symbol) => symbol.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    canvas.drawImage(bitmap, 0, 0)
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height)
    const green = data.filter((_, i) => i % 4 === 1)
    const share = (is: (value: number) => boolean) => green.filter(is).length / green.length
    return { dark: share((value) => value < 80) > 0.05, light: share((value) => value > 175) > 0.05 }
  }, picture)
}
