import { expect, test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'

test('P5 the kiosk is an app that Chromium would install, with a worker for /kiosk/ alone, which keeps the kiosk and nothing of the dashboard', async () => {
  const { page, server } = await pairedTablet()
  await kiosk(page).ready()
  const session = await page.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  expect(installabilityErrors).toEqual([])
  const { errors, data, url } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(url).toMatch(server.origin)
  const manifest = JSON.parse(data ?? '{}')
  expect(manifest).toMatchObject({ scope: '/kiosk/', start_url: '/kiosk/', lang: 'vi' })
  expect(manifest.icons.some((icon: { purpose?: string }) => icon.purpose === 'maskable')).toBe(true)
  const worker = await page.evaluate(async () => {
    const { scope, active } = await navigator.serviceWorker.ready
    return { scope, script: active?.scriptURL }
  })
  expect(worker).toEqual({ scope: `${server.origin}/kiosk/`, script: `${server.origin}/sw.js` })

  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map((request) => new URL(request.url).pathname)
  })
  expect(kept).toContain('/kiosk/index.html')
  expect(kept).not.toContain('/index.html')
  const dashboard = await (await fetch(`${server.origin}/`)).text()
  const scripts = [...dashboard.matchAll(/src="(\/assets\/[^"]+)"/g)].map((match) => match[1])
  expect(kept.filter((path) => scripts.includes(path))).toEqual([])
})
