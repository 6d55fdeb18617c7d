import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { allReceived, openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'
import { startServer } from '#tests/support/server.ts'

/** What a power cut or a full disk leaves at the end of Chromium's own log of writes: a record that was begun. */
function tearLog(profile: string): void {
  const databases = join(profile, 'Default/IndexedDB')
  const folder = join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb'))!)
  const log = readdirSync(folder).find((name) => name.endsWith('.log'))!
  const [checksum, length, full] = [[1, 2, 3, 4], [200, 0], [1]]
  appendFileSync(join(folder, log), Buffer.from([...checksum!, ...length!, ...full!, 5, 6, 7]))
}

test('P1 P6: what is thanked after a power cut in the middle of a write outlives the next one too', async () => {
  const { place, server, head, profile, browser } = await pairedTablet()
  const address = `${server.origin}/kiosk/`
  await server.stop('SIGKILL')
  await browser.kill()
  tearLog(profile)
  for (let i = 0; i < 2; i += 1) {
    const cold = await openTablet(profile, address)
    await kiosk(cold.page).ready()
    await kiosk(cold.page).rate(5)
    await cold.browser.kill()
  }
  await startServer(place)
  const last = await openTablet(profile, address)
  await kiosk(last.page).ready()
  await allReceived(last.page, head, 2)
})
