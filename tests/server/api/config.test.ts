import { expect, test } from 'vitest'
import { clockTrouble } from '#src/server/clock.ts'
import { readConfig, VARIABLES, variablesHelp } from '#src/server/config.ts'
import { configWarnings } from '#src/server/config-warnings.ts'

const wrong = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.wrong
}

test('nothing set: one office on this machine', () => {
  const read = readConfig({ PATH: '/bin', TLS_CERT: '' })
  expect(read).toMatchObject({
    ok: true,
    config: {
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      tls: undefined,
      trustProxy: false,
      logLevel: 'info',
    },
  })
  expect(read.ok && read.config.databaseUrl).toMatch(/data\/hailong\.sqlite$/)
  expect(read.ok && read.config.keyFile).toMatch(/data\/server-key\.jwk$/)
})

test('a province behind a proxy, and an office with its own certificate', () => {
  const proxy = {
    PUBLIC_URL: 'https://hailong.gov.vn/',
    TRUST_PROXY: 'yes',
    DATABASE_URL: 'postgres://db/hailong',
  }
  expect(readConfig(proxy)).toMatchObject({
    config: { publicUrl: 'https://hailong.gov.vn', tls: undefined, trustProxy: true },
  })
  const own = { TLS_CERT: 'c.pem', TLS_KEY: 'k.pem', PORT: '8443' }
  expect(readConfig(own)).toMatchObject({
    config: { publicUrl: 'https://localhost:8443', tls: { cert: 'c.pem', key: 'k.pem' } },
  })
})

const PORT = /^PORT: must be a whole number from 1 to 65535, in digits alone\.$/

test.each([
  [{ PORT: '0' }, PORT],
  [{ PORT: 'http' }, PORT],
  [{ PORT: '65536' }, PORT],
  [{ PORT: '70000' }, PORT],
  [{ PORT: '3000.5' }, PORT],
  [{ PORT: '1e3' }, PORT],
  [{ PORT: '0x1F90' }, PORT],
  [{ PORT: ' 80' }, PORT],
  [{ PORT: '-80' }, PORT],
  [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: must begin with postgres/],
  [{ PUBLIC_URL: 'hailong.vn' }, /^PUBLIC_URL: must be an address/],
  [{ PUBLIC_URL: 'ftp://hailong.vn' }, /^PUBLIC_URL/],
  [{ PUBLIC_URL: 'https://a.vn/kiosk', TRUST_PROXY: 'yes' }, /origin alone/],
  [{ PUBLIC_URL: 'https://a.vn' }, /TRUST_PROXY=yes/],
  [{ PUBLIC_URL: 'http://a.vn', TRUST_PROXY: 'yes' }, /is http/],
  [{ PUBLIC_URL: 'http://a.vn', TLS_CERT: 'c', TLS_KEY: 'k' }, /is http/],
  [{ PUBLIC_URL: 'http://a.vn' }, /keep nobody signed in.* https/],
  [{ PUBLIC_URL: 'http://192.168.1.5:3000' }, /keep nobody signed in/],
  [{ PUBLIC_URL: 'http://localhost.vn' }, /keep nobody signed in/],
  [{ TRUST_PROXY: 'yes' }, /needs PUBLIC_URL/],
  [{ TRUST_PROXY: 'maybe' }, /yes or no/],
  [{ TLS_CERT: 'c' }, /go together/],
  [{ TLS_KEY: 'k' }, /go together/],
  [{ TLS_CERT: 'c', TLS_KEY: 'k', TRUST_PROXY: 'yes', PUBLIC_URL: 'https://a.vn' }, /choose one/],
  [{ LOG_LEVEL: 'loud' }, /info, error or silent/],
])('%j is refused with a sentence', (env, sentence) => {
  const sentences = wrong(env)
  expect(sentences.join('\n')).toMatch(sentence)
  for (const one of sentences) expect(one).toMatch(/\.$/)
})

test('every variable is in the help', () => {
  for (const name of Object.keys(VARIABLES)) expect(variablesHelp()).toContain(name)
})

test('what works and will still disappoint is said', () => {
  const warningsOf = (env: Record<string, string>) => {
    const read = readConfig(env)
    return read.ok ? configWarnings(read.config) : ['wrong']
  }
  expect(warningsOf({})).toEqual([])
  expect(warningsOf({ PUBLIC_URL: 'http://127.0.0.1:3000' })).toEqual([])
  expect(warningsOf({ PUBLIC_URL: 'http://[::1]:80', PORT: '80' })).toEqual([])
  expect(warningsOf({ PUBLIC_URL: 'https://192.168.1.5', TRUST_PROXY: 'yes' })).toMatchObject([/bare IP/])
  expect(warningsOf({ PUBLIC_URL: 'https://a.vn', TRUST_PROXY: 'yes' })).toEqual([])
  expect(warningsOf({ PUBLIC_URL: 'http://localhost:9999', PORT: '4811' })).toMatchObject([
    /port 9999, but the server listens on port 4811/,
  ])
  const own = { PUBLIC_URL: 'https://a.vn', TLS_CERT: 'c.pem', TLS_KEY: 'k.pem', PORT: '443' }
  expect(warningsOf(own)).toMatchObject([/HOST is 127\.0\.0\.1.*Set HOST=0\.0\.0\.0/])
  expect(warningsOf({ ...own, HOST: '0.0.0.0' })).toEqual([])
  expect(warningsOf({ ...own, HOST: '0.0.0.0', PORT: '8443' })).toMatchObject([/port 443.*port 8443/])
})

test('a clock before the program, before the last sure time or a leap after it is said loudly', () => {
  const now = Date.parse('2026-11-23T01:00:00Z')
  const day = 86_400_000
  expect(clockTrouble(now, now - day, now)).toBeUndefined()
  expect(clockTrouble(now, now + 60_000, now + 60_000)).toBeUndefined()
  expect(clockTrouble(now - 60 * 365 * day, now, 0)).toMatch(
    /CLOCK .* WRONG: it says 1966-12-08 01:00 UTC, but this program/,
  )
  expect(clockTrouble(now, now - day, now + 600_000)).toMatch(/it was 2026-11-23 01:10 already/)
  expect(clockTrouble(now, now - day, now - 2 * day)).toMatch(
    /MAY BE WRONG: .* last sure time is 2026-11-21 01:00/,
  )
})
