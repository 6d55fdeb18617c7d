import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createApp } from '#src/server/app.ts'
import { openDatabase } from '#src/server/db/open.ts'
import { serve } from '#src/server/serve.ts'
import { loadSite } from '#src/server/static.ts'
import { makeOffice, type Office } from './ingest.ts'
import { freePort } from './server.ts'

const DIST = new URL('../../dist', import.meta.url).pathname

/** An office behind a real port with the built pages, whose time moves only when it is told to: so a half day can close. */
export async function openOffice(): Promise<Office & { origin: string }> {
  const office = await makeOffice(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const url = join(folder, 'hailong.sqlite')
    const opened = await openDatabase(url)
    onTestFinished(() => opened.db.destroy())
    return { ...opened, url, folder }
  })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const app = createApp({ ...office.deps, publicUrl: origin }, await loadSite(DIST))
  const place = { host: 'localhost', port, certificate: undefined, trustProxy: false }
  const { stop } = await serve((request) => app.fetch(request), place)
  onTestFinished(stop)
  return { ...office, origin }
}
