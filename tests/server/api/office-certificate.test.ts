import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#src/server/app.ts'
import { atOffice } from '#src/server/certificate/at-office.ts'
import { serverCertificate } from '#src/server/certificate/certificate.ts'
import { makeCertificate, officeFiles } from '#src/server/certificate/office.ts'
import { readConfig } from '#src/server/config.ts'
import type { Deps } from '#src/server/deps.ts'
import { authorityFile } from '#src/server/routes/authority.ts'
import { serve } from '#src/server/serve.ts'
import { authorityOf, type Certificate, certificateWarnings, loadCertificate } from '#src/server/tls.ts'
import { openApi } from '#tests/support/api.ts'
import { command } from '#tests/support/command.ts'
import { eachDatabase, freshPlace } from '#tests/support/database.ts'
import { freePort } from '#tests/support/server.ts'

const DAY = 86_400_000
const HOST = 'hailong.lan'

/** A server that speaks with that certificate; answers what a client hears that trusts those authorities alone. */
async function speaking(certificate: Certificate, body: Uint8Array<ArrayBuffer> = new Uint8Array()) {
  const port = await freePort()
  const place = { host: '127.0.0.1', port, certificate, trustProxy: false }
  const server = await serve(() => authorityFile(body), place)
  onTestFinished(server.stop)
  return (ca: string | undefined, servername?: string) =>
    new Promise<Buffer>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', agent: false, ca, ...(servername && { servername }) })
      asked.on('response', (answer) => resolve(buffer(answer))).on('error', reject)
      asked.end()
    })
}

async function made(host: string, now = Date.now()) {
  const { folder } = await freshPlace('sqlite')
  const { authority } = makeCertificate(folder, { host, now })
  const { server } = officeFiles(folder)
  const certificate = loadCertificate({ cert: server, key: server }, `https://${host}`)
  return { folder, server, ca: authority.toString(), authority, certificate }
}

test('who trusts the office’s authority speaks with the server, and who does not is warned', async () => {
  const { ca, server, certificate, authority } = await made(HOST)
  const ask = await speaking(certificate, authorityOf(server, certificate))
  const fetched = await ask(ca, HOST)
  expect(new X509Certificate(fetched).fingerprint256).toBe(authority.fingerprint256)
  await expect(ask(undefined, HOST)).rejects.toThrow(/verify|self-signed/)
  await expect(ask(ca, 'motcua.lan')).rejects.toThrow(/does not match/)
})

eachDatabase((_name, open) => {
  test('a server whose certificate somebody else signed gives out no authority', async () => {
    const { deps } = await openApi(open)
    const { authority } = await made(HOST)
    const ask = (certificate: Deps['certificate']) =>
      createApp({ ...deps, ...(certificate && { certificate }) }).request('/ca.crt')
    expect((await ask(undefined)).status).toBe(404)
    expect((await ask({ ends: 0 })).status).toBe(404)
    const answer = await ask({ ends: 0, authority: new Uint8Array(authority.raw) })
    expect(answer.headers.get('Content-Type')).toBe('application/x-x509-ca-cert')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(authority.raw)
  })
})

test('of an authority that lies beside a certificate which it has not signed nothing is given out', async () => {
  const [ours, other] = [await made(HOST), await made(HOST)]
  expect(authorityOf(ours.server, ours.certificate)).toBeDefined()
  expect(authorityOf(other.server, ours.certificate)).toBeUndefined()
})

test('the same for a bare address', async () => {
  const { ca, certificate } = await made('127.0.0.1')
  const ask = await speaking(certificate)
  expect(await ask(ca)).toHaveLength(0)
  await expect(ask(undefined)).rejects.toThrow(/verify|self-signed/)
})

test.each(['bank.example', '203.0.113.7'])(
  'whoever has the authority’s key is still not taken for %s',
  async (host) => {
    const { ca, folder } = await made(HOST)
    const key = readFileSync(officeFiles(folder).authority, 'utf8')
    const own = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    })
    const wish = { host, now: Date.now(), serial: randomBytes(16) }
    const cert = serverCertificate({ key, of: HOST }, createPublicKey(own), wish)
    const ask = await speaking({ cert, key: String(own) })
    await expect(ask(ca, 'bank.example')).rejects.toThrow('permitted subtree violation')
  },
)

test('a renewal keeps the authority, so that who installed it trusts the new certificate', async () => {
  const { ca, folder, server, certificate, authority } = await made(HOST, Date.now() - 380 * DAY)
  const old = new X509Certificate(certificate.cert)
  expect(old.validToDate.getTime() - old.validFromDate.getTime()).toBeLessThanOrEqual(398 * DAY)
  const again = makeCertificate(folder, { host: HOST, now: Date.now() })
  expect(again).toMatchObject({ newAuthority: false })
  expect(again.authority.fingerprint256).toBe(authority.fingerprint256)
  expect(again.server.serialNumber).not.toBe(old.serialNumber)
  const renewed = loadCertificate({ cert: server, key: server }, `https://${HOST}`)
  expect(certificateWarnings(certificate, Date.now())).toHaveLength(1)
  expect(certificateWarnings(renewed, Date.now())).toEqual([])
  const ask = await speaking(renewed)
  await ask(ca, HOST)
})

test('keys are for this user alone, and what tablets install holds none', async () => {
  const { folder } = await made(HOST)
  const { authority, copy, server } = officeFiles(folder)
  if (process.platform !== 'win32')
    expect([authority, server].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600])
  expect(readFileSync(copy, 'utf8')).not.toContain('PRIVATE')
})

test('npm start alone then speaks HTTPS under that name to the network, and what somebody set stands', async () => {
  const { folder, server } = await made(HOST)
  const read = (env: Record<string, string> = {}) => readConfig(atOffice({ DATA_DIR: folder, ...env }))
  const tls = { cert: server, key: server }
  const config = { tls, publicUrl: `https://${HOST}:3000`, host: '0.0.0.0' }
  expect(read()).toMatchObject({ ok: true, config })
  expect(read({ PORT: '443' })).toMatchObject({ config: { tls, publicUrl: `https://${HOST}` } })
  const alone = { PUBLIC_URL: 'http://localhost:3000' }
  expect(read(alone)).toMatchObject({ config: { tls: undefined, host: '127.0.0.1' } })
  const proxy = { PUBLIC_URL: 'https://hailong.gov.vn', TRUST_PROXY: 'yes' }
  expect(read(proxy)).toMatchObject({ config: { tls: undefined, publicUrl: proxy.PUBLIC_URL } })
  writeFileSync(server, 'spoilt')
  expect(read()).toMatchObject({ config: { tls } })
})

test.each([
  [['https://hailong.lan'], {}, 'is no name or IPv4 address'],
  [['hailong.lan:3000'], {}, 'is no name or IPv4 address'],
  [['::1'], {}, 'is no name or IPv4 address'],
  [['192.168.1'], {}, 'is no name or IPv4 address'],
  [['localhost'], {}, 'is this machine itself'],
  [['x'.repeat(51)], {}, 'longer than 50 characters'],
  [[], {}, 'For which name or address?'],
  [['a.lan', 'b.lan'], {}, 'One <name or address> at a time'],
  [['a.lan'], { PUBLIC_URL: 'https://b.lan' }, 'PUBLIC_URL is https://b.lan'],
])('npm run certificate -- %j with %j is refused in a sentence', async (args, env, sentence) => {
  const place = await freshPlace('sqlite')
  const ended = await command('certificate', { ...place, dialect: 'sqlite' }, args, env)
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toContain(sentence)
})

test('npm run certificate prints where tablets fetch the authority, renews by itself, and refuses another name', async () => {
  const place = { ...(await freshPlace('sqlite')), dialect: 'sqlite' as const }
  const first = await command('certificate', place, [HOST])
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain('https://hailong.lan:3000/ca.crt')
  const { code, out } = await command('certificate', place, ['--json'])
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { newAuthority: false, address: 'https://hailong.lan:3000' },
  ])
  const other = await command('certificate', place, ['motcua.lan'])
  expect(other).toMatchObject({ code: 1, out: '' })
  expect(other.err).toContain("The office's authority is for hailong.lan alone")
  writeFileSync(officeFiles(place.folder).authority, 'spoilt')
  expect((await command('certificate', place)).err).toContain('is no authority of Hài Lòng with its key')
  if (process.platform === 'linux') {
    const unwritable = await command('certificate', { ...place, folder: '/proc/hai-long' }, [HOST])
    expect(unwritable.err).toContain('No folder can be made at /proc/hai-long')
  }
  const file = { ...place, folder: join(place.folder, 'certificate', 'authority.crt') }
  expect((await command('certificate', file, [HOST])).err).toContain('is not a folder')
})
