import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { kiosk } from '#tests/support/screens.ts'
import { openTablet, type Paired, pairedTablet } from '#tests/support/screens-tablet.ts'
import { judge } from './judge.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'

const KILLS_A_PROFILE = 25
/** From a finger to the disk and the next screen it takes about so long, ms. */
const TAP_MS = 120
const REST_MS = 60_000
const ANSWER_MS = 10_000

/** What stands outside the browser: the faces that were touched, and the codes that were shown. */
export type Known = { touched: number[]; thanked: { code: string; score: number }[] }

/**
 * A real Chromium on a profile that stays, killed with SIGKILL with all its processes: every third time between a finger and what
 * comes of it, else once the thanks are there. Whatever code was seen is a rating on the server in the end, and no face is two.
 */
export async function killBrowsers(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const paired = await pairedTablet()
    await paired.browser.kill()
    const known: Known = { touched: [], thanked: [] }
    for (let kills = 0; kills < KILLS_A_PROFILE && goesOn(orders, tally); kills += 1) {
      await liveOnce(paired, known, tally)
      tally.done += 1
      tellProgress(orders, tally, 10)
    }
    tally.failures.push(...(await outcome(paired, known, tally)))
  }
  return tally
}

/** A cold start, one citizen, and the end. */
async function liveOnce({ server, profile }: Paired, known: Known, tally: Tally): Promise<void> {
  const { page, browser } = await openTablet(profile, `${server.origin}/kiosk/`)
  const { face, button, ready, t } = kiosk(page)
  await ready()
  const score = 1 + Math.floor(Math.random() * 5)
  known.touched.push(score)
  const code = codeOn(page)
  const kind = (['face', 'thanks', 'thanks', 'done', 'thanks', 'thanks'] as const)[tally.done % 6]!
  if (kind === 'face') {
    await touch(page, face(score))
  } else {
    await face(score).click()
    if (score <= 2) await button(t.done).click()
    await touch(page, button(score <= 2 ? t.skip : t.done))
  }
  const shown = await Promise.race([code, ...(kind === 'thanks' ? [] : [pause(Math.random() * TAP_MS)])])
  await browser.kill()
  if (typeof shown === 'string') known.thanked.push({ code: shown, score })
  count(tally, kind === 'thanks' ? 'at the thanks' : 'in the middle of a tap')
  if (kind !== 'thanks' && shown) count(tally, 'thanked just before')
}

/** The finger alone: nothing waits for what comes of it. */
async function touch(page: Page, on: ReturnType<Page['locator']>): Promise<void> {
  const box = await on.boundingBox()
  if (!box) throw new Error('nothing to touch')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.up()
}

/** The receipt code once it is on the screen; nothing where the browser was gone before. */
async function codeOn(page: Page): Promise<string | undefined> {
  const [read] = await Promise.allSettled([page.locator('.receipt b').innerText({ timeout: 20_000 })])
  return read.status === 'fulfilled' ? read.value : undefined
}

/** The tablet is started once more and left alone until it has sent everything. */
export async function outcome(paired: Paired, known: Known, tally: Tally): Promise<string[]> {
  const { server, profile, head, place } = paired
  const { page, browser } = await openTablet(profile, `${server.origin}/kiosk/`)
  await kiosk(page).ready()
  const owed = async () => {
    const answer = page.waitForResponse(/\/api\/v1\/log$/, { timeout: ANSWER_MS })
    await page.evaluate(() => dispatchEvent(new Event('online')))
    const [answered] = await Promise.allSettled([answer])
    // What it said before it was started says nothing of what it holds.
    if (answered.status === 'rejected' || (await head.summary()).today < known.thanked.length) return null
    return (await head.view()).devices[0]?.pending ?? null
  }
  const patience = Date.now() + REST_MS
  // What a tablet says of itself it says before it sends, so it must say twice that it owes nothing.
  for (let quiet = 0; quiet < 2 && Date.now() < patience; ) quiet = (await owed()) === 0 ? quiet + 1 : 0
  await browser.kill()
  await server.stop()
  const { wrong, ratings } = await judge(place, known)
  for (const level of [1, 2, 3, 4, 5]) {
    const touched = known.touched.filter((one) => one === level).length
    const stored = ratings.filter(({ body }) => body.score === level).length
    if (stored > touched) wrong.push(`P2 P3: ${stored} ratings of ${touched} touches of face ${level}`)
  }
  count(tally, 'touched', known.touched.length)
  count(tally, 'thanked', known.thanked.length)
  count(tally, 'stored', ratings.length)
  return wrong
}
