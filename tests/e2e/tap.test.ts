import { expect, test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { allReceived, pairedTablet, practisingTablet } from '#tests/support/screens-tablet.ts'
import { morningPlace, runScript, startServer } from '#tests/support/server.ts'

const SCORES = [5, 4, 3, 2, 1]

test('P1 P2 P8 one tap, all the way: the server stopped, twenty ratings, a reload, and the head sees twenty', async () => {
  const { place, server, head, page } = await pairedTablet(await morningPlace())
  const { rate, afterThanks, ready } = kiosk(page)
  await server.stop()
  for (let i = 0; i < 20; i += 1) {
    await rate(SCORES[i % SCORES.length]!)
    await afterThanks()
  }
  await page.reload()
  await ready()
  await startServer(place)
  await page.reload()
  await allReceived(page, head, 20)
  const { figures } = await head.summary()
  expect(figures).toMatchObject({ n: 20, levels: [4, 4, 4, 4, 4] })
  const view = await head.view()
  expect(view.devices[0]?.build, 'the tablet runs what the server gives out').toBe(view.server.build?.id)
  await expect(runScript(place, 'verify', [])).resolves.toBeTypeOf('string')
})

test('P12 practice says so on every screen and is in no figure', async () => {
  const { head, page } = await practisingTablet()
  const { t, face, button, heading } = kiosk(page)
  const band = page.getByText(t.practice)
  await band.waitFor()
  await face(1).click()
  await heading(t.standardsQuestion).waitFor()
  await band.waitFor()
  await button(t.done).click()
  await heading(t.reasonsQuestion).waitFor()
  await band.waitFor()
  await button(t.skip).click()
  await heading(t.thanks).waitFor()
  await band.waitFor()
  await page.reload()
  await allReceived(page, head, 0)
})
