import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { verify } from '#src/server/verify/verify.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'
import { forgeRescue, partOf } from '#tests/support/rescue-forge.ts'

async function command({ dialect, url, folder }: Office, args: readonly string[]) {
  const place = dialect === 'postgres' ? { DATABASE_URL: url, DATA_DIR: folder } : { DATA_DIR: folder }
  const child = spawn(process.execPath, ['src/server/cli/import.ts', ...args], {
    env: { PATH: process.env.PATH, ...COMPILED, ...place },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

eachDatabase((_, open) => {
  test('P6 P2: npm run import takes a file in beside the open database, once, and says how much was new', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 1_200; i += 1) tablet.rate()
    const batches = [1, 501, 1_001].map((from) => tablet.post({ from, to: Math.min(from + 499, 1_203) }))
    const parts = batches.map((post, i) => partOf(post, i === 2 ? { last: true } : {}))
    const file = join(office.folder, 'hailong-tabet222-1203.rescue')
    const pieces = forgeRescue(office.deps.keys.seal, parts)
    await writeFile(file, Buffer.concat(pieces))
    const first = await command(office, [file, '--json'])
    expect(first, first.err).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(first.out)).toMatchObject({ device: 'tabet222', added: 1_200, known: 0, damaged: 0 })
    expect(await command(office, [file])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1200 đã có'),
    })
    expect(await verify(office.db, { keys: office.deps.keys })).toMatchObject({ faults: [], ratings: 1_200 })
    await writeFile(file, Buffer.concat(pieces.slice(0, 3)))
    const cut = await command(office, [file])
    expect(cut).toMatchObject({
      code: 1,
      out: expect.stringMatching(/ 0 phiếu mới .* 997 đã có .*\n.*: 1\. /),
    })
  })

  test('what cannot be imported is said in a sentence, with a status that a script can read', async () => {
    const office = await makeOffice(open)
    const file = join(office.folder, 'x.rescue')
    await writeFile(file, 'hailong-rescue/9 abc\n')
    expect(await command(office, [file, '--json'])).toMatchObject({
      code: 1,
      out: '{"refused":"rescue-newer"}\n',
      err: expect.stringContaining('newer version'),
    })
    expect(await command(office, [])).toMatchObject({ code: 2, err: expect.stringContaining('Which file') })
    expect(await command(office, [file, file])).toMatchObject({ code: 2 })
    expect(await command(office, [join(office.folder, 'none')])).toMatchObject({ code: 2 })
    expect(await command(office, ['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('SERVER_KEY_FILE'),
    })
  })
})
