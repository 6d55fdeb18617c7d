import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { signedText } from '#src/protocol/signed.ts'
import { signText } from '#src/server/signature.ts'
import { transact } from '#src/server/transact.ts'
import { changeUnit } from '#src/server/units-change.ts'
import { sentence } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase, type Open, unguarded } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import { faults, furnished, UNIT_LOG } from '#tests/support/whole-office.ts'

const act = ({ deps }: Office) =>
  transact(deps, (trx) => changeUnit({ deps, trx, unit: UNIT, by: null }, { place: 'Nơi khác' }))

/** A whole office whose head did so many things since the last closing. */
async function busy(open: Open, deeds: number): Promise<Office> {
  const { office } = await furnished(open)
  for (let i = 0; i < deeds; i += 1) await act(office)
  expect(await faults(office)).toEqual([])
  return office
}

/** Takes that many entries off the unit's log as one who holds the database would, and answers its new end. */
async function cut(office: Office, deeds: number): Promise<{ head: number; hash: string }> {
  const { db } = office
  const { head: was } = await db
    .selectFrom('log')
    .select('head')
    .where('id', '=', UNIT_LOG)
    .executeTakeFirstOrThrow()
  const head = was - deeds
  await unguarded(office, () =>
    db.deleteFrom('entry').where('log', '=', UNIT_LOG).where('n', '>', head).execute(),
  )
  const { hash } = await db
    .selectFrom('entry')
    .select('hash')
    .where('log', '=', UNIT_LOG)
    .where('n', '=', head)
    .executeTakeFirstOrThrow()
  await db.updateTable('log').set({ head, hash, folded: head }).where('id', '=', UNIT_LOG).execute()
  return { head, hash }
}

eachDatabase((_, open) => {
  test.each([1, 15])(
    'P4: the unit’s own log cut off by %i deeds is named, with and without the key file',
    async (deeds) => {
      const office = await busy(open, 15)
      const { head } = await cut(office, deeds)
      const range = deeds === 1 ? `${head + 1}` : `${head + 1}–${head + deeds}`
      expect(await faults(office)).toEqual([`unit-head ${UNIT_LOG} ${range}`])
      const { faults: found } = await verify(office.db)
      expect(found.map(sentence)).toEqual([
        {
          vi: `Đơn vị ${UNIT}, sổ ${UNIT_LOG}, mục ${range}: sổ của đơn vị kết thúc ở chỗ khác với chỗ mà máy chủ đã ký`,
          en: `Unit ${UNIT}, log ${UNIT_LOG}, entry ${range}: the unit’s log ends elsewhere than the server signed`,
        },
      ])
    },
  )

  test('P4: an end that was forged without the server’s key, or taken away, is named', async () => {
    const office = await busy(open, 2)
    const { head: n, hash } = await cut(office, 1)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const sig = signText(privateKey, signedText('unit-head', JSON.stringify({ log: UNIT_LOG, n, hash })))
    await office.db.updateTable('unit_head').set({ n, hash }).execute()
    expect(await faults(office)).toEqual([`unit-head-altered ${UNIT_LOG} ${n}`])
    await office.db.updateTable('unit_head').set({ sig }).execute()
    expect(await faults(office)).toEqual([`unit-head-altered ${UNIT_LOG} ${n}`])
    await office.db.deleteFrom('unit_head').execute()
    expect(await faults(office)).toEqual([`unit-head-altered ${UNIT_LOG} ${n}`])
  })

  test('P4: a log from before ends were signed is whole, and is signed with its next entry', async () => {
    const office = await makeOffice(open)
    await act(office)
    await office.db.deleteFrom('unit_head').execute()
    expect(await faults(office)).toEqual([])
    await act(office)
    expect(await faults(office)).toEqual([])
    await cut(office, 1)
    expect(await faults(office)).toEqual([`unit-head ${UNIT_LOG} 3`])
  })
})
