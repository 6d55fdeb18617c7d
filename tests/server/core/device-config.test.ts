import { expect, test } from 'vitest'
import { Config } from '#src/protocol/config.ts'
import { bumpConfig, bumpDeviceConfig, configFor } from '#src/server/device-config.ts'
import { verifySigned } from '#src/server/signature.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { COUNTERS, makeOffice, OFFICER, type Office, UNIT } from '#tests/support/ingest.ts'
import { receiptOf } from '#tests/support/tablet.ts'

async function config(office: Office): Promise<Config> {
  const signed = await configFor(office.db, office.deps, { id: 'tabet222', key: 'k'.repeat(87) })
  expect(verifySigned(office.deps.keys.sign.key, 'config', signed)).toBe(true)
  return Config.parse(JSON.parse(signed.line))
}

eachDatabase((_name, open) => {
  test('a tablet is told its counter, officer, keys and whether it practises, signed', async () => {
    const office = await makeOffice(open)
    await office.tablet()
    expect(await config(office)).toMatchObject({
      version: 2,
      device: 'tabet222',
      paired: { key: 'k'.repeat(87), at: office.clock.now - 60_000 },
      unit: { id: UNIT },
      counter: { id: COUNTERS[0] },
      officer: { id: OFFICER },
      practice: false,
      hours: null,
      meet: null,
      keys: { seal: { key: office.deps.keys.seal.key } },
      heartbeat: 60,
      spread: 3,
    })
    expect((await config(office)).officer).not.toHaveProperty('initials')
    await office.db.updateTable('officer').set({ initials: 'VM', field: 'Đất đai' }).execute()
    expect((await config(office)).officer).toEqual({
      ...{ id: OFFICER, name: 'Nguyễn Văn Mẫu', title: '', initials: 'VM' },
    })
    await office.db.updateTable('device').set({ practice: 1 }).execute()
    await office.db.updateTable('counter').set({ officer: null }).execute()
    expect(await config(office)).toMatchObject({ practice: true, heartbeat: 15, officer: null })
  })

  test('the version grows with the unit and with the device, and comes along when the tablet has another', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const first = await tablet.send()
    expect(first.kind !== 'refused' && first.answer.config).toBeUndefined()
    await office.db.transaction().execute(async (trx) => {
      await bumpConfig(trx, UNIT)
      await bumpDeviceConfig(trx, tablet.id)
    })
    const then = await tablet.send({ from: 4, to: 3 })
    expect(receiptOf(then).config).toBe(4)
    const line = then.kind === 'refused' ? '' : (then.answer.config?.line ?? '')
    expect(Config.parse(JSON.parse(line)).version).toBe(4)
  })
})
