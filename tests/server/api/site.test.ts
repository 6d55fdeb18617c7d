import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { loadSite, type Site } from '#src/server/static.ts'
import { type Api, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { eachDatabase } from '#tests/support/database.ts'

const SCRIPT = 'document.title = "Hài Lòng"'
const STYLE = 'body { margin: 0 }'
const PAGE = `<!doctype html><style>${STYLE}</style><script type="module" crossorigin src="/assets/m-abcdefgh.js"></script><script>${SCRIPT}</script>`

async function builtSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-dist-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['kiosk', 'assets']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'index.html'), PAGE)
  await writeFile(join(folder, 'kiosk/index.html'), '<!doctype html><p>kiosk')
  await writeFile(join(folder, 'assets/m-abcdefgh.js'), 'export const a = 1\n'.repeat(100))
  await writeFile(join(folder, 'assets/font-abcdefgh.woff2'), Buffer.alloc(50))
  await writeFile(join(folder, 'sw.js'), 'self')
  await writeFile(join(folder, 'manifest.webmanifest'), '{}')
  return loadSite(folder)
}

const get = (api: Api, path: string, headers: Record<string, string> = {}) =>
  api.ask('GET', path, { headers: { 'Sec-Fetch-Site': '', ...headers } })
const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

eachDatabase((_, open) => {
  test('pages carry a policy by the hash of what stands in them, and are asked for again each time', async () => {
    const api = await openApi(open, await builtSite())
    const page = await get(api, '/')
    expect(await page.text()).toBe(PAGE)
    expect(page.headers.get('Cache-Control')).toBe('no-cache')
    const policy = page.headers.get('Content-Security-Policy')?.split('; ')
    expect(policy).toEqual([
      "default-src 'self'",
      `script-src 'self' ${sha(SCRIPT)}`,
      `style-src 'self' ${sha(STYLE)}`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types hailong',
    ])
    const again = await get(api, '/', { 'If-None-Match': page.headers.get('ETag') ?? '' })
    expect(again.status).toBe(304)
    expect(again.headers.get('Content-Security-Policy')).toBe(page.headers.get('Content-Security-Policy'))
  })

  test('the dashboard’s own addresses answer its page; the kiosk has its own', async () => {
    const api = await openApi(open, await builtSite())
    for (const path of ['/quay', '/setup', '/units/abc/days'])
      expect(await (await get(api, path)).text()).toBe(PAGE)
    const kiosk = await get(api, '/kiosk')
    expect([kiosk.status, kiosk.headers.get('Location')]).toEqual([308, '/kiosk/'])
    expect(await (await get(api, '/kiosk/')).text()).toContain('kiosk')
    for (const path of [
      '/nothing.js',
      '/kiosk/nothing',
      '/assets/gone-abcdefgh.js',
      '/..%2fpackage.json',
      '/api/x',
    ]) {
      expect(await problemOf(await get(api, path)), path).toBe('not-found')
    }
  })

  test('what is hashed stays for ever; the worker is asked for again and may have the kiosk', async () => {
    const api = await openApi(open, await builtSite())
    const script = await get(api, '/assets/m-abcdefgh.js')
    expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    const worker = await get(api, '/sw.js')
    expect(worker.headers.get('Cache-Control')).toBe('no-cache')
    expect(worker.headers.get('Service-Worker-Allowed')).toBe('/kiosk/')
    expect((await get(api, '/manifest.webmanifest')).headers.get('Content-Type')).toBe(
      'application/manifest+json',
    )
  })

  test('brotli, gzip or plain: what the browser takes', async () => {
    const api = await openApi(open, await builtSite())
    const asked = async (accept: string, path = '/assets/m-abcdefgh.js') => {
      const response = await get(api, path, { 'Accept-Encoding': accept })
      expect(response.headers.get('Vary')).toBe('Accept-Encoding')
      return {
        encoding: response.headers.get('Content-Encoding'),
        bytes: Buffer.from(await response.arrayBuffer()),
      }
    }
    const br = await asked('gzip, deflate, br, zstd')
    const gz = await asked('gzip, br;q=0')
    const plain = await asked('')
    expect([br.encoding, gz.encoding, plain.encoding]).toEqual(['br', 'gzip', null])
    expect(brotliDecompressSync(br.bytes)).toEqual(plain.bytes)
    expect(gunzipSync(gz.bytes)).toEqual(plain.bytes)
    expect((await asked('br', '/assets/font-abcdefgh.woff2')).encoding).toBeNull()
  })

  test('every answer carries the same safety; HSTS only where the origin is HTTPS', async () => {
    const site = await builtSite()
    const http = await openApi(open, site)
    const https = await openApi(open, site, 'https://hailong.xa.gov.vn')
    const head = await setUpHead(http)
    const paths = [
      '/',
      '/sw.js',
      '/api/v1/session',
      '/api/v1/nothing',
      '/healthz',
      `/api/v1/units/${head.unit}`,
    ]
    for (const path of paths) {
      const { headers } = await http.ask('GET', path, { cookie: head.cookie })
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('Permissions-Policy')).toBe('camera=(), microphone=(), geolocation=()')
      expect(headers.get('Content-Security-Policy')).toMatch(/default-src '(self|none)'/)
      expect(headers.get('Strict-Transport-Security')).toBeNull()
      expect(headers.has('Clear-Site-Data')).toBe(false)
      expect((await get(https, path)).headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    }
  })
})
