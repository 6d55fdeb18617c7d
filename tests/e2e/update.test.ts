import { expect, test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { allReceived, pairedTablet } from '#tests/support/screens-tablet.ts'
import { freePort, newPlace } from '#tests/support/server.ts'
import { openFront } from '#tests/support/server-front.ts'

test('P11 a waiting update leaves an open rating alone and is applied when the tablet is idle', async () => {
  const behind = await freePort()
  const front = await openFront(behind)
  const place = await newPlace({ port: behind, publicUrl: front.origin })
  const { head, page } = await pairedTablet(place)
  const { t, face, button, heading, ready } = kiosk(page)
  await face(4).click()
  await heading(t.standardsQuestion).waitFor()

  front.newBuild('another build')
  await page.evaluate(() =>
    navigator.serviceWorker.ready.then((ready) => ready.update()).then(() => undefined),
  )
  const controller = () => page.evaluate(() => navigator.serviceWorker.controller?.state)
  const hasWaiting = () => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting))
  await expect.poll(hasWaiting, { timeout: 60_000 }).toBe(true)

  expect(await controller()).toBe('activated')
  expect(await hasWaiting()).toBe(true)
  await heading(t.standardsQuestion).waitFor()

  const reloaded = page.waitForEvent('load')
  await button(t.done).click()
  await heading(t.thanks).waitFor()
  expect(await hasWaiting()).toBe(true)
  await page.clock.runFor(60_000)
  await reloaded
  await ready()
  expect(await hasWaiting()).toBe(false)
  await allReceived(page, head, 1)
  expect((await head.view()).devices[0]?.worker).toBe('there')
})
