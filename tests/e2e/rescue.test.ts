import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { STAFF_TEXT } from '#src/ui/text/staff.ts'
import { atDesk } from '#tests/support/desk.ts'
import { importByRoute } from '#tests/support/rescue.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit, auditBothWays, faultsOf } from '#tests/support/screens-audit.ts'
import { allReceived, pairedTablet } from '#tests/support/screens-tablet.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice } from '#tests/support/server-head.ts'

/** Where that browser puts what it downloads. */
async function downloadsOf(page: Page): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-downloads-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const session = await page.context().newCDPSession(page)
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder })
  return folder
}

/** Opens the staff corner and writes the file; answers its path. */
async function save(page: Page): Promise<string> {
  const folder = await downloadsOf(page)
  const { t, heading, button } = kiosk(page)
  await page.getByRole('button', { name: t.corner.title }).hover()
  await page.mouse.down()
  await page.clock.runFor(2_500)
  await heading(t.corner.title).waitFor()
  await page.mouse.up()
  for (const digit of OFFICE.staffPin) await button(digit).click()
  await button(t.rescue.save).click()
  const saved = async () => (await readdir(folder)).filter((name) => name.endsWith('.rescue'))
  await expect.poll(saved, { timeout: 30_000 }).toHaveLength(1)
  const [name = ''] = await saved()
  await page.getByText(t.rescue.saved(name)).waitFor()
  await audit(page, 'staff-rescue-landscape-vi')
  await button(t.corner.close).click()
  return join(folder, name)
}

test('P6 P2 a tablet without a network saves a file in its staff corner, the head imports it, and nothing counts twice', async () => {
  const { server, head, page, browser } = await pairedTablet()
  await browser.context.setOffline(true)
  const { rate, afterThanks } = kiosk(page)
  for (const level of [5, 4, 1]) {
    await rate(level)
    await afterThanks()
  }
  const path = await save(page)
  const desk = await atDesk(server, 'vi')
  const { rescue: t } = DASHBOARD_TEXT.vi
  const device = (await head.view()).devices[0]!.id
  expect((await head.summary()).today).toBe(0)
  await desk.goto('/may-tinh-bang')
  const choose = async () => {
    const chooser = desk.page.waitForEvent('filechooser')
    await desk.page.getByRole('button', { name: t.choose }).click()
    await (await chooser).setFiles(path)
  }
  await choose()
  await desk.page.getByText(t.done(device, '3', '0')).waitFor()
  await audit(desk.page, 'tablets-rescue-vi')
  expect((await head.summary()).today).toBe(3)
  await choose()
  await desk.page.getByText(t.done(device, '0', '3')).waitFor()
  await browser.context.setOffline(false)
  await allReceived(page, head, 3)
})

test('P6 P12 a tablet that starts on a full disk says so, and staff save what it holds from there', async () => {
  const { server, head, page, browser } = await pairedTablet()
  const { t, rate, afterThanks, heading } = kiosk(page)
  await browser.context.setOffline(true)
  await rate(5)
  await afterThanks()
  await page.addInitScript(() => {
    const full = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    Object.assign(IDBObjectStore.prototype, { put: full, add: full })
  })
  await page.reload()
  await heading(t.notice.storageFailed).waitFor()
  for (const { storage } of Object.values(STAFF_TEXT)) await page.getByText(storage.failed).waitFor()
  await auditBothWays(page, 'broken')
  await page.setViewportSize(SIZES.landscape)
  const path = await save(page)
  await heading(t.notice.storageFailed).waitFor()
  const unit = (await head.view()).unit.id
  const { report } = await importByRoute(
    fetch,
    { origin: server.origin, unit, cookie: head.cookie() },
    await readFile(path),
  )
  expect(report).toMatchObject({ added: 1, lost: [], damaged: 0 })
})

test('what is no rescue file is refused on the head’s page with a sentence', async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const { page, goto } = await atDesk(await startServer(place), 'vi', /status of (401|422) /)
  await goto('/may-tinh-bang')
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ name: 'x.rescue', mimeType: 'text/plain', buffer: Buffer.from('xin chào') })
  await page.getByRole('alert').getByText(PROBLEMS['rescue-unreadable'].said.vi).waitFor()
  expect(await faultsOf(page)).toEqual([])
})
