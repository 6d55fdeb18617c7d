import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { Proofs } from '#src/protocol/proof.ts'
import { closingProofs } from '#src/server/proof/closings.ts'
import { type Kept, readKept, UnusableClosings } from '#src/server/proof/kept.ts'
import { verify } from '#src/server/verify/verify.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { eachDatabase, unguarded } from '#tests/support/database.ts'
import { type Office, UNIT } from '#tests/support/ingest.ts'
import { furnished, UNIT_LOG } from '#tests/support/whole-office.ts'

async function proofsOf(office: Office, unit = UNIT): Promise<string[]> {
  const { closings } = await office.db
    .transaction()
    .execute((trx) => closingProofs(trx, office.deps, { unit, after: -1 }))
  return closings.map((signed) => `${JSON.stringify(signed)}\n`)
}

const read = (lines: readonly string[]): Promise<Kept[]> => readKept(Readable.from(lines))

async function named({ db, deps }: Office, lines: readonly string[]): Promise<string[]> {
  const { faults } = await verify(db, { keys: deps.keys, kept: await read(lines) })
  return faults.map(({ kind, log, from }) => `${kind} ${log} ${from}`)
}

eachDatabase((_name, open) => {
  test('P4, P9: what is kept elsewhere holds the unit, half day, number, hash and signature of each closing, and nothing else', async () => {
    const { office } = await furnished(open)
    const lines = await proofsOf(office)
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const signed = JSON.parse(line)
      expect(Object.keys(signed).sort()).toEqual(['kid', 'line', 'sig'])
      expect(Object.keys(JSON.parse(signed.line))).toEqual(['unit', 'release', 'n', 'hash'])
      expect(line).not.toContain('tabet')
    }
    expect(
      Proofs.safeParse({ closings: lines.map((line) => JSON.parse(line)), signatures: [], more: false })
        .success,
    ).toBe(true)
    expect(await named(office, lines)).toEqual([])
  })

  test('P4: a closing that the database has no more, or has otherwise, is named by what was kept', async () => {
    const { office } = await furnished(open)
    const lines = await proofsOf(office)
    await unguarded(office, () =>
      office.db
        .updateTable('entry')
        .set({ hash: 'a'.repeat(64) })
        .where('log', '=', UNIT_LOG)
        .where('n', '=', 2)
        .execute(),
    )
    expect(await named(office, lines)).toContain(`kept-differs ${UNIT_LOG} 2`)
    await office.db.deleteFrom('closing').where('n', '=', 3).execute()
    expect(await named(office, lines)).toContain(`kept-missing ${UNIT_LOG} 3`)
  })

  test('P4, P10: a head downloads them as a file that verify takes, and nobody else does', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { now } = api.clock
    for (const hours of [5.5, 11.5]) await api.passTo(now + hours * 3_600_000)
    const path = `/api/v1/units/${head.unit}/closings`
    const ask = (query: string, cookie?: string) =>
      api.ask('GET', `${path}${query}`, cookie ? { cookie } : {})
    const file = await ask('?format=lines', head.cookie)
    expect(file.headers.get('Content-Disposition')).toContain('attachment')
    const kept = await read([await file.text()])
    expect(kept).toHaveLength(2)
    expect((await verify(api.deps.db, { keys: api.deps.keys, kept })).faults).toEqual([])
    const { closings, more } = Proofs.parse(await (await ask('', head.cookie)).json())
    expect({ more, count: closings.length }).toEqual({ more: false, count: kept.length })
    const later = Proofs.parse(await (await ask(`?after=${kept[0]?.release}`, head.cookie)).json())
    expect(later.closings).toHaveLength(kept.length - 1)
    expect((await ask('?after=-1', head.cookie)).status).toBe(400)
    expect((await ask('')).status).toBe(401)
  })

  test('a file that is empty, cut off, enormous, changed, of another unit or server is one sentence', async () => {
    const { office } = await furnished(open)
    const { office: other } = await furnished(open)
    const [line = ''] = await proofsOf(office)
    const unusable = async (lines: readonly string[]) => {
      const error = await named(office, lines).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(UnusableClosings)
      return (error as Error).message
    }
    expect(await unusable([])).toContain('empty')
    expect(await unusable([line.slice(0, -40)])).toContain('cut off')
    expect(await unusable(['x'.repeat(5_000)])).toContain('longer')
    expect(await unusable([`${'x'.repeat(5_000)}\n`])).toContain('longer')
    expect(await unusable(['{}\n'])).toContain('no signed closing')
    expect(await unusable([line.replace(/\\"n\\":\d/, '\\"n\\":9')])).toContain('not signed by this server')
    expect(await unusable(await proofsOf(other))).toContain('not signed by this server')
    const strange = office.deps.keys.sign.sign(
      'proof',
      JSON.stringify({ unit: 'dvhcc9', release: 1, n: 1, hash: 'a'.repeat(64) }),
    )
    expect(await unusable([`${JSON.stringify(strange)}\n`])).toContain('dvhcc9')
  })
})
