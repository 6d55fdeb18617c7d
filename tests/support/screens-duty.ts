import type { Page } from 'playwright-core'
import { kiosk } from './screens.ts'

/** Staff hold the lotus. */
export async function openCorner(page: Page): Promise<void> {
  const { t } = kiosk(page)
  await page.getByRole('button', { name: t.staffCorner }).hover()
  await page.mouse.down()
  await page.clock.runFor(2_500)
  await page.mouse.up()
}

export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name }).click()
}
