import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { verify } from '#src/server/verify/verify.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'

const ROOT = new URL('../../..', import.meta.url).pathname

eachDatabase((_, open) => {
  test('P6, P8: what a newer tablet says is kept, and counted once the server is of that version too', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate({ std: '1-------' })
    tablet.rate({ q: '4xin4luon@2', std: '11------' })
    const unknown = tablet.rate({ end: 'walked' as 'done', std: '111-----' })
    await tablet.send()
    expect(await counted(office)).toEqual({ n: 2, met_xin_chao: 1, met_xin_loi: 0 })
    expect((await verify(office.db)).faults, 'nothing is wrong yet').toEqual([])
    await office.closeAt('2026-11-23', 13)

    const newer = await newerProgram(office)
    const before = await newer('verify')
    expect(before.faults.map(({ kind }) => kind)).toEqual(['mark-missing', 'tally'])
    expect(await newer('rebuild')).toMatchObject({ ratings: 3 })
    expect((await newer('verify')).faults).toEqual([])
    expect(await newer('rebuild'), 'a second time changes nothing').toMatchObject({ ratings: 3, changed: 0 })
    expect(await counted(office)).toEqual({ n: 3, met_xin_chao: 3, met_xin_loi: 2 })
    const marks = await office.db.selectFrom('receive_mark').selectAll().orderBy('position').execute()
    const [first, , last] = marks
    expect(last).toMatchObject({ n: unknown.n, position: 2, day: '2026-11-23', hour: 8 })
    expect(last?.received_at).toBe(first?.received_at)
    expect(last?.release, 'of the half day that is open now').toBe((first?.release ?? 0) + 1)
  })
})

async function counted({ db }: Office) {
  return db
    .selectFrom('tally')
    .select(({ fn }) => [
      fn.sum<number>('n').as('n'),
      fn.sum<number>('met_xin_chao').as('met_xin_chao'),
      fn.sum<number>('met_xin_loi').as('met_xin_loi'),
    ])
    .executeTakeFirstOrThrow()
    .then((row) => Object.fromEntries(Object.entries(row).map(([column, sum]) => [column, Number(sum)])))
}

type Said = { faults: { kind: string }[]; ratings: number; changed: number }

/** This program as its next version might be: it knows one more questionnaire and one more way in which a rating ends. */
async function newerProgram(office: Office): Promise<(command: 'verify' | 'rebuild') => Promise<Said>> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-newer-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['package.json', 'src/domain', 'src/protocol', 'src/server'])
    await cp(join(ROOT, name), join(folder, name), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  await change(join(folder, 'src/domain/conduct.ts'), '[[QUESTIONNAIRE.version, QUESTIONNAIRE]]', [
    '[QUESTIONNAIRE.version, QUESTIONNAIRE]',
    "['4xin4luon@2', QUESTIONNAIRE]",
  ])
  await change(join(folder, 'src/domain/rating.ts'), "['done', 'timeout', 'restart']", [
    "'done'",
    "'timeout'",
    "'restart'",
    "'walked'",
  ])
  const place =
    office.dialect === 'postgres'
      ? { DATABASE_URL: office.url, DATA_DIR: office.folder }
      : { DATA_DIR: office.folder }
  return (command) =>
    new Promise((resolve, reject) => {
      const args = [`src/server/cli/${command}.ts`, '--json']
      const env = { PATH: process.env.PATH, ...COMPILED, ...place }
      execFile(process.execPath, args, { cwd: folder, env }, (_error, stdout, stderr) =>
        stdout === '' ? reject(new Error(stderr)) : resolve(JSON.parse(stdout) as Said),
      )
    })
}

async function change(file: string, list: string, parts: readonly string[]): Promise<void> {
  const source = await readFile(file, 'utf8')
  expect(source).toContain(list)
  await writeFile(file, source.replace(list, `[${parts.join(', ')}]`))
}
