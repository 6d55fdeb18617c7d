import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { kiosk } from '#tests/support/screens.ts'
import { openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'
import { newPlace } from '#tests/support/server.ts'
import { type Known, outcome } from './browsers.ts'
import { mountSmallDisk } from './small-disk.ts'
import { count, goesOn, newTally, type Orders, type Tally } from './tally.ts'

/** A profile takes some tens of these, and Chromium gives a page a share of the rest. */
const SIZE_MIB = 160
const CITIZENS = 6
/** In so many bytes a disk gives its room away: one may be enough for an opening, and too little for what must follow it. */
const PAGE = 4_096
const PATIENCE = 10

/**
 * A real Chromium whose profile's disk fills up under it, and that keeps storage as it promised: a citizen is thanked for what is
 * kept, or is told that it could not be recorded. After each the page is loaded again, or the browser killed and started, while
 * there is next to no room. With room again it opens, records, and sends all that was thanked.
 */
export async function fillProfiles(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const disk = await mountSmallDisk(SIZE_MIB)
    const paired = await onDisk(disk.folder, await newPlace())
    const known: Known = { touched: [], thanked: [] }
    const address = `${paired.server.origin}/kiosk/`
    await paired.browser.kill()
    keepStorage(paired.profile, paired.server.origin)
    let { page, browser } = await openTablet(paired.profile, address)
    for (let i = 0; i < CITIZENS; i += 1) {
      await stands(page)
      disk.fill() // Chromium makes itself room meanwhile
      count(tally, (await rateOnce(page, known)) ? 'thanked while full' : 'told while full')
      disk.fill(PAGE * (1 + i))
      if (i % 2 === 0) {
        await page.goto(address)
      } else {
        await browser.kill()
        ;({ page, browser } = await openTablet(paired.profile, address))
      }
    }
    await browser.kill()
    disk.free()
    ;({ page, browser } = await openTablet(paired.profile, address))
    await stands(page)
    if (!(await rateOnce(page, known))) tally.failures.push('P12: nothing is recorded though there is room')
    await browser.kill()
    tally.failures.push(...(await outcome(paired, known, tally)))
    tally.done += 1
  }
  return tally
}

/** A paired tablet whose profile lies there: where temporary files lie says the environment. */
async function onDisk(folder: string, place: Awaited<ReturnType<typeof newPlace>>) {
  const { TMPDIR } = process.env
  process.env.TMPDIR = folder
  try {
    return await pairedTablet(place)
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

/** What Chromium grants a page that is installed: without it, whatever a site keeps may go as soon as a write finds no room. */
function keepStorage(profile: string, origin: string): void {
  const path = join(profile, 'Default/Preferences')
  const preferences = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  preferences.profile ??= {}
  preferences.profile.content_settings ??= {}
  preferences.profile.content_settings.exceptions ??= {}
  preferences.profile.content_settings.exceptions.durable_storage = { [`${origin},*`]: { setting: 1 } }
  writeFileSync(path, JSON.stringify(preferences))
}

/** Until the database is open the page shows whatever it showed last, or how to pair. */
async function stands(page: Page): Promise<void> {
  const [seen] = await Promise.allSettled([kiosk(page).face(5).or(page.locator('.notice')).first().waitFor()])
  if (seen.status === 'rejected') throw new Error('P6: the tablet stands unpaired', { cause: seen.reason })
}

/** Touches the best face, and done. True with thanks, false where the page says that it could not be recorded. */
async function rateOnce(page: Page, known: Known): Promise<boolean> {
  const { face, button, t } = kiosk(page)
  known.touched.push(5)
  for (const next of [face(5), button(t.done)]) if (!(await touchOrTold(page, next))) return false
  const code = page.locator('.receipt b')
  await code.or(page.locator('.notice')).first().waitFor()
  if (!(await code.isVisible())) return false
  known.thanked.push({ code: await code.innerText(), score: 5 })
  return true
}

/** What is to be touched may give way to the sentence at any moment, and come again; a finger that met nothing tries again. */
async function touchOrTold(page: Page, next: Locator): Promise<boolean> {
  const notice = page.locator('.notice')
  for (let tries = 0; tries < PATIENCE; tries += 1) {
    await next.or(notice).first().waitFor()
    if (await notice.isVisible()) return false
    const [touch] = await Promise.allSettled([next.click({ timeout: 3_000 })])
    if (touch.status === 'fulfilled') return true
  }
  throw new Error('nothing can be touched, and nothing is said')
}
