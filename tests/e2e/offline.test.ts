import { expect, test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { allReceived, openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'
import { morningPlace, startServer } from '#tests/support/server.ts'

test('P1 P5 P6 twenty ratings without a network, the browser killed between them and in the middle of them, arrive as twenty', async () => {
  const { place, server, head, profile, browser } = await pairedTablet(await morningPlace())
  const address = `${server.origin}/kiosk/`
  await server.stop('SIGKILL')
  await browser.kill()
  for (let i = 0; i < 20; i += 2) {
    const cold = await openTablet(profile, address)
    const { t, face, heading, rate, afterThanks, ready } = kiosk(cold.page)
    await ready()
    await rate((i % 5) + 1)
    await afterThanks()
    const level = ((i + 1) % 5) + 1
    if (i % 4 === 0) {
      await rate(level)
    } else {
      await face(level).click()
      await heading(t.standardsQuestion).waitFor()
    }
    await cold.browser.kill()
  }
  await startServer(place)
  const last = await openTablet(profile, address)
  await kiosk(last.page).ready()
  await allReceived(last.page, head, 20)
  const { figures } = await head.summary()
  expect(figures?.levels).toEqual([4, 4, 4, 4, 4])
})
