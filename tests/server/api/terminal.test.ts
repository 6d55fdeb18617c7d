import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { VARIABLES } from '#src/server/config.ts'
import { verifyPassword } from '#src/server/passwords.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase } from '#tests/support/database.ts'

const ROOT = new URL('../../..', import.meta.url).pathname
const NODE = join(ROOT, 'node_modules/.bin/node')
const PASSWORD = 'một mật khẩu đủ dài'

type Ended = { code: number; stdout: string; stderr: string }

function run(file: string, args: string[], env: Record<string, string>, stdin = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...COMPILED, ...env }, cwd: ROOT }
    const child = execFile(NODE, [join(ROOT, file), ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
    child.stdin?.end(stdin)
  })
}

const UNIT = [
  '--unit',
  'Xã Hòa Bình',
  '--head-name',
  'Trần Nam',
  '--user',
  'tran.nam',
  '--counter',
  '1',
  '--json',
]

eachDatabase((dialect, open) => {
  test('npm run setup makes a unit, mints codes, and prints JSON', async () => {
    const { url, folder, db } = await open()
    const env = {
      DATA_DIR: folder,
      SERVER_KEY_FILE: join(folder, 'key.jwk'),
      ...(dialect === 'postgres' && { DATABASE_URL: url }),
    }
    const made = await run(
      'src/server/cli/setup.ts',
      [...UNIT, '--officer', 'Lê Hoa'],
      env,
      `${PASSWORD}\n246810\n`,
    )
    expect(made).toMatchObject({ code: 0, stderr: '' })
    const answer = JSON.parse(made.stdout)
    expect(answer).toMatchObject({
      dashboard: 'http://localhost:3000/',
      kiosk: 'http://localhost:3000/kiosk/',
      pairingCode: expect.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/),
    })
    expect(answer.pairing).toBe(`http://localhost:3000/kiosk/#${answer.pairingCode}`)
    const more = await run('src/server/cli/setup.ts', ['--pair', answer.counter, '--json'], env)
    expect(JSON.parse(more.stdout).pairingCode).not.toBe(answer.pairingCode)
    const again = await run('src/server/cli/setup.ts', UNIT, {
      ...env,
      HEAD_PASSWORD: PASSWORD,
      STAFF_PIN: '246810',
    })
    expect(again).toMatchObject({ code: 1, stderr: 'The user name tran.nam is taken.\n' })
    const below = (user: string, id: string, ...more: string[]) =>
      run('src/server/cli/setup.ts', [...UNIT.with(5, user), '--below', id, ...more], {
        ...env,
        HEAD_PASSWORD: PASSWORD,
        STAFF_PIN: '246810',
      })
    const under = JSON.parse((await below('le.hai', answer.unit, '--national-id', 'H55.12')).stdout)
    const { parent } = await db
      .selectFrom('unit')
      .select('parent')
      .where('id', '=', under.unit)
      .executeTakeFirstOrThrow()
    expect(parent).toBe(answer.unit)
    for (const [user, id, more, sentence] of [
      ['le.ba', 'zzzzzz', [], 'There is no unit zzzzzz.'],
      ['le.ba', under.unit, ['--national-id', 'H55.12'], 'The identifier H55.12 is taken.'],
    ] as const)
      expect(await below(user, id, ...more)).toMatchObject({ code: 1, stderr: `${sentence}\n` })
    await db.updateTable('unit').set({ last_day: '2026-01-01' }).where('id', '=', under.unit).execute()
    expect((await below('le.ba', under.unit)).stderr).toBe(
      `The unit ${under.unit} is over: nothing is set up below it.\n`,
    )
    if (dialect === 'postgres') {
      const { password } = await db.selectFrom('account').select('password').executeTakeFirstOrThrow()
      expect(await verifyPassword(PASSWORD, password)).toBe(true)
    }
  })
})

test.each([
  [['--unit', 'Xã'], /Missing or not right: .*head.name.*head.user/],
  [['--password', 'x'], /Unknown option '--password'/],
  [['--pair', 'zzzzzz'], /There is no counter zzzzzz/],
])('npm run setup -- %j is refused with a sentence', async (args, sentence) => {
  const folder = await emptyFolder()
  const ended = await run('src/server/cli/setup.ts', args, {
    DATA_DIR: folder,
    HEAD_PASSWORD: PASSWORD,
    STAFF_PIN: '246810',
  })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(sentence)
})

test.each(['src/server/main.ts', 'src/server/cli/setup.ts'])(
  '%s --help lists every variable',
  async (file) => {
    const { stdout, code } = await run(file, ['--help'], {})
    expect(code).toBe(0)
    for (const name of Object.keys(VARIABLES)) expect(stdout).toContain(name)
  },
)

test.each(['--port', 'now', '--hepl'])(
  'npm start refuses the argument %s and starts nothing',
  async (arg) => {
    const folder = join(await emptyFolder(), 'data')
    const { code, stderr } = await run('src/server/main.ts', [arg], { DATA_DIR: folder })
    expect([code, existsSync(folder)]).toEqual([1, false])
    expect(stderr).toContain(arg)
    expect(stderr).toContain('npm start -- --help')
  },
)

test('npm start refuses a contradiction with a sentence', async () => {
  const { code, stderr } = await run('src/server/main.ts', [], { TLS_CERT: 'c.pem' })
  expect([code, stderr]).toEqual([1, 'TLS_CERT and TLS_KEY go together: set both or neither.\n'])
})

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
