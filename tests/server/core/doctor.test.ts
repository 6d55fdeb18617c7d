import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '#src/server/app.ts'
import { atOffice } from '#src/server/certificate/at-office.ts'
import { makeCertificate } from '#src/server/certificate/office.ts'
import { readConfig } from '#src/server/config.ts'
import { durability, room } from '#src/server/doctor/disk.ts'
import { examine } from '#src/server/doctor/examine.ts'
import type { Finding, Subject } from '#src/server/doctor/finding.ts'
import { openDeps } from '#src/server/main-deps.ts'
import { nodeTrouble } from '#src/server/node-version.ts'
import { serve } from '#src/server/serve.ts'
import { loadCertificate } from '#src/server/tls.ts'
import { keepTime } from '#src/server/trusted-time.ts'
import { takeBackup } from '#tests/support/backup.ts'
import { command } from '#tests/support/command.ts'
import { freshPlace } from '#tests/support/database.ts'
import { freePort } from '#tests/support/server.ts'

const DAY = 86_400_000
const MIB = 1024 * 1024
const ends = 'nothing can be received soon'
const PROGRAM = Date.now() - DAY

type Place = { folder: string; port: number; env: Record<string, string> }

/** A place where a server with a certificate was started once, and stopped. */
async function started(): Promise<Place> {
  const { folder } = await freshPlace('sqlite')
  const port = await freePort()
  const env = { DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'silent' }
  makeCertificate(folder, { host: 'hailong.lan', now: Date.now() })
  const deps = await openDeps(configOf(env))
  await keepTime(deps)
  await deps.db.destroy()
  return { folder, port, env }
}

function configOf(env: Record<string, string>) {
  const read = readConfig(atOffice(env))
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  return read.config
}

async function examined(
  { env }: Pick<Place, 'env'>,
  { now = Date.now(), ...more }: { now?: number } & Record<string, string | number> = {},
) {
  const config = configOf({ ...env, ...(more as Record<string, string>) })
  const found = new Map<Subject, Finding>()
  for await (const finding of examine(config, { now, program: PROGRAM })) found.set(finding.subject, finding)
  return found
}

const levels = (found: ReadonlyMap<Subject, Finding>) =>
  [...found.values()].filter(({ level }) => level !== 'fine').map(({ subject, level }) => [subject, level])

test('where all is well the doctor says so, and leaves nothing behind', async () => {
  const place = await started()
  const files = () => readdirSync(place.folder).filter((name) => !/-(wal|shm)$/.test(name))
  const before = files()
  const found = await examined(place)
  expect([...found.keys()]).toHaveLength(12)
  // Whether this machine's disk keeps what it says is not ours to decide.
  expect(levels(found).filter(([subject]) => subject !== 'durability')).toEqual([])
  expect(files().toSorted()).toEqual(before.toSorted())
})

test('P12 each thing that must be mended is named with what to do', async () => {
  const place = await started()
  const end = await examined(place, { now: Date.now() + 380 * DAY })
  expect(end.get('certificate')).toMatchObject({ level: 'warn', said: expect.stringContaining('Renew it') })
  const ended = await examined(place, { now: Date.now() + 400 * DAY })
  expect(ended.get('certificate')).toMatchObject({ level: 'err', said: expect.stringContaining('ended on') })
  expect(ended.get('clock')).toMatchObject({ level: 'err', said: expect.stringContaining('npm run clock') })
  const back = await examined(place, { now: Date.now() - 3_600_000 })
  expect(back.get('clock')).toMatchObject({ level: 'err', said: expect.stringContaining('Set it before') })
  const other = await examined(place, { PUBLIC_URL: `https://motcua.lan:${place.port}` })
  expect(other.get('certificate')).toMatchObject({
    level: 'err',
    said: expect.stringContaining('motcua.lan'),
  })
  const forwarded = await examined(place, { PUBLIC_URL: 'https://hailong.lan' })
  expect(forwarded.get('settings')).toMatchObject({ level: 'warn', said: expect.stringContaining('PORT') })
  rmSync(join(place.folder, 'server-key.jwk'))
  expect((await examined(place)).get('keys')).toMatchObject({ level: 'err' })
  truncateSync(join(place.folder, 'hailong.sqlite'), 4096)
  const said = expect.stringContaining('npm run restore')
  expect((await examined(place)).get('database')).toMatchObject({ level: 'err', said })
})

test('P12 a file that a start left empty is named as such, and the next start goes on with it', async () => {
  const place = await started()
  for (const end of ['', '-wal', '-shm']) rmSync(join(place.folder, `hailong.sqlite${end}`), { force: true })
  writeFileSync(join(place.folder, 'hailong.sqlite'), '')
  expect((await examined(place)).get('database')).toMatchObject({
    level: 'warn',
    said: expect.stringContaining('npm start goes on with it'),
  })
  const { db } = await openDeps(configOf(place.env))
  await db.destroy()
  expect((await examined(place)).get('database')).toMatchObject({ level: 'fine' })
})

test('P12 backups that are missing, old, or that nothing opens are named', async () => {
  const place = await started()
  const config = configOf(place.env)
  const { db } = await openDeps(config)
  const unit = { id: 'dvhcc2', parent: null, name: 'Xã', place: '', national_id: null, settings: '{}' }
  await db
    .insertInto('unit')
    .values({ ...unit, staff_pin: '{}', position: 0, closed: 0, config_version: 1 })
    .execute()
  const head = { id: 'dauvi2', unit: 'dvhcc2', role: 'head', user: 'a', name: 'A', password: '' } as const
  const begun = Date.now() - 3 * DAY
  await db
    .insertInto('account')
    .values({ ...head, created_at: begun })
    .execute()
  await db.destroy()
  expect((await examined(place)).get('backup')).toMatchObject({ level: 'err' })
  expect((await examined(place, { BACKUP: 'off' })).get('backup')).toMatchObject({ level: 'warn' })
  mkdirSync(config.backup.folder)
  await takeBackup({ url: config.databaseUrl, folder: place.folder }, { now: Date.now })
  const found = await examined(place)
  expect(found.get('backup')).toMatchObject({ level: 'fine', said: expect.stringContaining('same disk') })
  expect(found.get('passphrase')).toMatchObject({
    level: 'err',
    said: expect.stringContaining('only it opens'),
  })
  writeFileSync(config.backup.passphraseFile, 'short\n')
  expect((await examined(place)).get('passphrase')).toMatchObject({ level: 'err' })
})

test('P12 the disk of the backups is looked at where it is another one, and missed where it is not there', async () => {
  const place = await started()
  const folder = join(place.folder, 'elsewhere')
  const none = join(place.folder, '..', 'no-such-disk')
  mkdirSync(folder)
  const data = expect.stringContaining(`on the disk of ${place.folder}.`)
  expect((await examined(place, { BACKUP_DIR: folder })).get('disk')).toMatchObject({ said: data })
  const disk = (BACKUP_DIR: string, more = {}) =>
    examined(place, { BACKUP_DIR, ...more }).then((found) => found.get('disk'))
  expect(await disk(none)).toMatchObject({
    level: 'warn',
    said: expect.stringContaining(`no folder ${none}`),
  })
  expect(await disk(none, { BACKUP: 'off' })).toMatchObject({ said: data })
  const file = await examined(place, { BACKUP_DIR: join(place.folder, 'server-key.jwk') })
  expect(file.get('backup')).toMatchObject({ level: 'err', said: expect.stringContaining('cannot be read') })
  // A disk of its own on every Linux, without any room.
  const full = expect.stringContaining('0 MiB are free on the disk of /proc: no backup can be made')
  expect(await disk('/proc')).toMatchObject({ level: 'err', said: full })
})

test('P12 an address whose certificate cannot be read is not called fine', async () => {
  const place = await started()
  writeFileSync(join(place.folder, 'certificate', 'server.pem'), 'no certificate')
  const said = expect.stringContaining('before its certificate is mended')
  for (const more of [{}, { PUBLIC_URL: `https://hailong.lan:${place.port}` }]) {
    const found = await examined(place, more)
    expect(found.get('certificate')).toMatchObject({ level: 'err' })
    expect(found.get('settings')).toMatchObject({ level: 'err', said })
  }
})

test('a port that this server has is fine, and one that another program has is not', async () => {
  const place = await started()
  const config = configOf(place.env)
  const other = createServer((socket) => socket.resume().end('220 mail\r\n')).listen(place.port, '0.0.0.0')
  expect((await examined(place)).get('port')).toMatchObject({ level: 'err' })
  await new Promise((resolve) => other.close(resolve))
  const deps = await openDeps(config)
  const app = createApp(deps)
  const certificate = config.tls && loadCertificate(config.tls, config.publicUrl)
  const server = await serve((request, from) => app.fetch(request, from), { ...config, certificate })
  onTestFinished(async () => {
    await server.stop()
    await deps.db.destroy()
  })
  const said = expect.stringContaining('is running')
  expect((await examined(place)).get('port')).toMatchObject({ level: 'fine', said })
})

test.each([
  [durability(6), 'warn', '6 µs, faster than any disk'],
  [durability(3975.2), 'fine', '3975 µs'],
  [room({ free: 99 * MIB, database: 0, folder: '/data', ends }), 'err', '99 MiB'],
  [room({ free: 900 * MIB, database: 0, folder: '/data', ends }), 'warn', '900 MiB'],
  [room({ free: 2900 * MIB, database: 1000 * MIB, folder: '/data', ends }), 'warn', '1000 MiB'],
  [room({ free: 3000 * MIB, database: 1000 * MIB, folder: '/data', ends }), 'fine', '3000 MiB'],
])('of a disk: %j', ({ level, said }, expected, part) => {
  expect([level, said]).toEqual([expected, expect.stringContaining(part)])
})

test('a Node that is too old is named', () => {
  expect(['24.7.0', '24.21.0', '25.0.0'].map(nodeTrouble)).toEqual([undefined, undefined, undefined])
  expect(['20.20.2', '24.6.9'].map(nodeTrouble).every((said) => said?.includes('24.7'))).toBe(true)
})

test('npm run doctor ends with the worst that it found, also in JSON', async () => {
  const { folder } = await freshPlace('sqlite')
  const place = { dialect: 'sqlite' as const, url: '', folder }
  const first = await command('doctor', place, [], { PORT: String(await freePort()) })
  expect(first).toMatchObject({ code: 1, err: '' })
  expect(first.out).toMatch(/^! database {4}There is no database .* npm start makes it/m)
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const wrong = await command('doctor', { ...place, folder: file }, ['--json'])
  expect(wrong.code).toBe(2)
  const { status, findings } = JSON.parse(wrong.out)
  expect([status, findings]).toEqual([
    2,
    expect.arrayContaining([
      { subject: 'data', level: 'err', said: `DATA_DIR (${file}) is not a folder. Name a folder there.` },
    ]),
  ])
  const refused = await command('doctor', place, [], { PORT: 'x' })
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('PORT: must be')])
})
