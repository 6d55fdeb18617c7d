import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { createApp } from '#src/server/app.ts'
import { serve } from '#src/server/serve.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { pull, tokenFor } from '#tests/support/api-token.ts'
import { openFresh } from '#tests/support/database.ts'
import { freePort } from '#tests/support/server.ts'

const DOCUMENT = readFileSync(fileURLToPath(new URL('../../../docs/PULLING.md', import.meta.url)), 'utf8')
const blocks = (info: string) =>
  [...DOCUMENT.matchAll(new RegExp(`^\`\`\`${info}\\n([^\`]*)^\`\`\``, 'gm'))].map((match) => match[1]!)
const IN_VIETNAMESE = readFileSync(
  fileURLToPath(new URL('../../../docs/vi/lay-so-lieu.md', import.meta.url)),
  'utf8',
)
const [CONFIG = ''] = blocks('text hai-long.curl')
const RECIPES = blocks('sh')

test('the recipes for curl in docs/PULLING.md pull what the head reads, and all of it', async () => {
  const { api, head, office } = await anOffice()
  const [summary = '', all = '', news = ''] = RECIPES.map(office.written)
  expect(RECIPES).toHaveLength(3)

  await office.pulled(summary)
  const path = `/api/v1/units/${head.unit}`
  // As bytes: text() takes the byte order mark away.
  const own = async (query: string) =>
    Buffer.from(await (await api.ask('GET', path + query, { cookie: head.cookie })).arrayBuffer()).toString()
  expect(office.read('summary.csv')).toBe(await own('/summary?period=month&format=csv'))

  await office.pulled(all.replace('limit=10000', 'limit=4'))
  const whole = await own('/ratings?format=csv')
  expect(office.read('ratings.csv')).toBe(whole)
  expect(whole.trim().split('\r\n')).toHaveLength(11)

  const taken: string[] = []
  for (let time = 0; time < 4; time += 1) {
    await office.pulled(news.replace('limit=10000', 'limit=4'))
    taken.push(...office.read('new.ndjson').split('\n').filter(Boolean))
  }
  const { rows } = await head.get<{ rows: unknown[] }>('/ratings')
  expect(taken.map((line) => JSON.parse(line))).toEqual(rows)
})

test('a recipe that is refused says so and leaves what it had', async () => {
  const { head, office } = await anOffice()
  const [summary = '', all = ''] = RECIPES.map(office.written)
  writeFileSync(join(office.folder, 'summary.csv'), 'as it was')
  await head.post(`/tokens/${office.token}/revoke`)
  for (const recipe of [summary, all]) {
    const { status, stderr } = await office.run(recipe)
    expect(status, stderr).not.toBe(0)
    expect(stderr).toContain('401')
  }
  expect(office.read('summary.csv')).toBe('as it was')
  expect(existsSync(join(office.folder, 'ratings.csv'))).toBe(false)
})

test('every address in docs/PULLING.md answers a token', async () => {
  const { api, head, office } = await anOffice()
  const addresses = [...DOCUMENT.matchAll(/api\/v1\/units\/UNIT\/[a-z]+(?:\?[\w=&-]+)?/g)].map(([path]) =>
    path.replace('UNIT', head.unit),
  )
  const queries = [...DOCUMENT.matchAll(/Query = \[(.*)\]/g)].map(([, query]) =>
    query!.replaceAll(/[" ]/g, '').replaceAll(',', '&'),
  )
  expect(addresses.length).toBeGreaterThan(6)
  expect(queries).toEqual(['period=month&format=csv'])
  for (const path of [...addresses, `api/v1/units/${head.unit}/summary?${queries[0]}`])
    expect((await pull(api, `/${path}`, office.secret)).status, path).toBe(200)
})

test('docs/vi/lay-so-lieu.md has the query for Excel of docs/PULLING.md', () => {
  const query = (text: string) => /```\n(let\n[^`]*)```/.exec(text)?.[1]
  expect(query(IN_VIETNAMESE)).toBe(query(DOCUMENT))
  expect(query(DOCUMENT)).toContain('Web.Contents')
})

/** Twelve ratings, ten of them released, behind a port of this machine; a folder with the token in a file, as the document says. */
async function anOffice() {
  const api = await openApi(() => openFresh('sqlite'))
  const head = await setUpHead(api)
  const tablet = await pairTablet(api, head)
  tablet.rate(...Array.from({ length: 12 }, (_, i) => ({ score: i % 2 === 0 ? (5 as const) : (2 as const) })))
  await tablet.sendOk()
  await api.passTo(instantOf('2026-11-23', 13))
  const app = createApp(api.deps)
  const port = await freePort()
  const place = { host: '127.0.0.1', port, certificate: undefined, trustProxy: false }
  const server = await serve((request, from) => app.fetch(request, from), place)
  onTestFinished(() => server.stop())
  const { id: token, secret } = await tokenFor(head, ['summary', 'ratings'])
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'hai-long.curl'), CONFIG.replace('hailong_YOUR_TOKEN', secret))
  const written = (recipe: string) =>
    recipe.replaceAll('https://hailong.lan', `http://127.0.0.1:${port}`).replaceAll('UNIT', head.unit)
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const run = (recipe: string) => inShell(folder, recipe)
  const pulled = async (recipe: string) => expect(await run(recipe)).toEqual({ status: 0, stderr: '' })
  return { api, head, office: { folder, token, secret, written, read, run, pulled } }
}

/** Beside this process, in which the server lives that curl asks. */
function inShell(cwd: string, recipe: string): Promise<{ status: unknown; stderr: string }> {
  if (spawnSync('curl', ['--version']).status !== 0)
    throw new Error('The recipes need curl. Install it (on Debian: apt-get install curl).')
  return new Promise((resolve) =>
    execFile('sh', ['-c', recipe], { cwd, timeout: 60_000 }, (error, _, stderr) =>
      resolve({ status: error ? error.code : 0, stderr }),
    ),
  )
}
