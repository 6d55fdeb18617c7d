import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setPassword } from '#src/server/accounts-change.ts'
import { configFor } from '#src/server/device-config.ts'
import { pinVerifier } from '#src/server/passwords.ts'
import { verify } from '#src/server/verify/verify.ts'
import {
  type Api,
  cookieOf,
  type Head,
  openApi,
  PASSWORD,
  setUpAnother,
  setUpHead,
} from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

const ROOT = new URL('../../..', import.meta.url).pathname
const NODE = join(ROOT, 'node_modules/.bin/node')
const NEW = 'mật khẩu mới, cũng dài'

type Ended = { code: number; stdout: string; stderr: string }
type Command = (args: string[], secret?: { env?: Record<string, string>; stdin?: string }) => Promise<Ended>

/** A running server with one unit, and the command of its operator beside it. */
async function office(open: Open): Promise<{ api: Api; head: Head; setup: Command }> {
  const place = await open()
  const api = await openApi(async () => place)
  const own = {
    DATA_DIR: place.folder,
    SERVER_KEY_FILE: join(place.folder, 'server-key.jwk'),
    ...(place.dialect === 'postgres' && { DATABASE_URL: place.url }),
  }
  const setup: Command = (args, { env = {}, stdin = '' } = {}) =>
    new Promise((resolve) => {
      const file = join(ROOT, 'src/server/cli/setup.ts')
      const options = { env: { ...COMPILED, ...own, ...env }, cwd: ROOT }
      const child = execFile(NODE, [file, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
      child.stdin?.end(stdin)
    })
  return { api, head: await setUpHead(api), setup }
}

const signIn = (api: Api, password: string, cookie = '', user = 'tran.nam') =>
  api.ask('POST', '/api/v1/session', { body: { user, password }, cookie })

const browserCookie = (response: Response) => response.headers.getSetCookie()[1]?.split(';')[0] ?? ''

const isSignedIn = async (api: Api, cookie: string) =>
  (await (await api.ask('GET', '/api/v1/session', { cookie })).json()).signedIn

async function lastDeed({ deps }: Api, unit: string) {
  const { line } = await deps.db
    .selectFrom('entry')
    .select('line')
    .where('log', '=', `${unit}.1`)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow()
  return JSON.parse(Buffer.from(line).toString()).body
}

const staffPinAt = async (api: Api, device: string) => {
  const { line } = await configFor(api.deps.db, api.deps, { id: device, key: 'k'.repeat(87) })
  const { version, staffPin } = JSON.parse(line)
  return { version, staffPin }
}

/** Whether the tablet's verifier opens for that PIN. */
async function opens({ salt, hash }: { salt: string; hash: string }, pin: string): Promise<boolean> {
  return (await pinVerifier(pin, () => Buffer.from(salt, 'base64url'))).hash === hash
}

eachDatabase((_, open) => {
  test('a head who forgot the password gets another one, which ends all sessions of that account alone', async () => {
    const { api, head, setup } = await office(open)
    const other = await setUpAnother(api, 'le.hoa')
    const second = cookieOf(await signIn(api, PASSWORD))
    const set = await setup(['--new-password', ' Tran.Nam', '--json'], { stdin: `${NEW}\n` })
    expect(set).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(set.stdout)).toMatchObject({ unit: head.unit, user: 'tran.nam' })
    expect(set.stdout).not.toContain(NEW)
    expect([await isSignedIn(api, head.cookie), await isSignedIn(api, second)]).toEqual([false, false])
    expect(await isSignedIn(api, other.cookie)).toBe(true)
    const { account } = JSON.parse(set.stdout)
    expect(await lastDeed(api, head.unit)).toEqual({ by: null, deed: 'password-set', of: account })
    expect((await signIn(api, PASSWORD)).status).toBe(401)
    expect((await signIn(api, NEW)).status).toBe(200)
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('whoever guessed before slows the new password no more, and their browser is a stranger again', async () => {
    const { api, setup } = await office(open)
    const known = browserCookie(await signIn(api, PASSWORD))
    for (let i = 0; i < 6; i += 1) await signIn(api, 'wrong')
    expect((await signIn(api, PASSWORD)).status).toBe(429)
    expect((await signIn(api, PASSWORD, known)).status).toBe(200)
    expect(await setup(['--new-password', 'tran.nam'], { env: { HEAD_PASSWORD: NEW } })).toMatchObject({
      code: 0,
    })
    const signed = await signIn(api, NEW)
    expect(signed.status).toBe(200)
    for (let i = 0; i < 6; i += 1) await signIn(api, 'wrong')
    expect((await signIn(api, NEW, known)).status).toBe(429)
    expect((await signIn(api, NEW, browserCookie(signed))).status).toBe(200)
  })

  test('an old password that is being checked while another is set opens no session that stays', async () => {
    const { api } = await office(open)
    const user = 'tran.nam'
    const [, ...tries] = await Promise.all([
      setPassword(api.deps, { user, password: NEW }),
      ...Array.from({ length: 5 }, () => signIn(api, PASSWORD)),
    ])
    for (const response of tries) expect(await isSignedIn(api, cookieOf(response))).toBe(false)
  })

  test('a new staff PIN reaches the tablets as a verifier in a newer config', async () => {
    const { api, head, setup } = await office(open)
    const { device } = await pairTablet(api, head)
    const before = await staffPinAt(api, device)
    expect(await opens(before.staffPin, '246810')).toBe(true)
    const set = await setup(['--new-staff-pin', head.unit, '--json'], { stdin: '135790\n' })
    expect(set).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(set.stdout)).toMatchObject({ unit: head.unit })
    const after = await staffPinAt(api, device)
    expect(after.version).toBeGreaterThan(before.version)
    expect([await opens(after.staffPin, '246810'), await opens(after.staffPin, '135790')]).toEqual([
      false,
      true,
    ])
    expect(await lastDeed(api, head.unit)).toEqual({ by: null, deed: 'staff-pin-set', of: head.unit })
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('what cannot be done is said in a sentence, and nothing is changed', async () => {
    const { api, head, setup } = await office(open)
    const stored = async () => [
      await api.deps.db.selectFrom('account').selectAll().execute(),
      await api.deps.db.selectFrom('unit').selectAll().execute(),
      await api.deps.db.selectFrom('log').selectAll().execute(),
    ]
    const before = await stored()
    for (const [args, stdin, sentence] of [
      [['--new-password', 'nobody'], NEW, 'There is no user nobody.'],
      [
        ['--new-password', 'tran.nam'],
        'mười một ch',
        'The password must have 12 to 200 characters. Nothing was changed.',
      ],
      [
        ['--new-password', 'tran.nam'],
        '',
        'The password must have 12 to 200 characters. Nothing was changed.',
      ],
      [['--new-staff-pin', 'zzzzzz'], '135790', 'There is no unit zzzzzz.'],
      [['--new-staff-pin', head.unit], '13579', 'The staff PIN must be six digits. Nothing was changed.'],
      [
        ['--new-staff-pin', head.unit, '--pair', head.counter],
        '135790',
        'Of --pair, --new-password and --new-staff-pin one at a time. See: npm run setup -- --help',
      ],
    ] as const) {
      const ended = await setup([...args], { stdin })
      expect(ended, args.join(' ')).toEqual({ code: 1, stdout: '', stderr: `${sentence}\n` })
    }
    expect(await stored()).toEqual(before)
    expect(await isSignedIn(api, head.cookie)).toBe(true)
  })
})
