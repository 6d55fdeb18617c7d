import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#src/server/config.ts'
import { backupNote, noteAddress } from '#src/server/main-notes.ts'
import { eachDatabase, freshPlace } from '#tests/support/database.ts'

eachDatabase((_name, open) => {
  test('P6 the first start under another address says what becomes of the tablets, and only that one', async () => {
    const { db } = await open()
    expect(await noteAddress(db, 'https://hailong.xa.gov.vn')).toBeUndefined()
    expect(await noteAddress(db, 'https://hailong.xa.gov.vn')).toBeUndefined()
    const said = await noteAddress(db, 'https://motcua.xa.gov.vn')
    expect(said).toMatch(/was https:\/\/hailong\.xa\.gov\.vn, now it is https:\/\/motcua\.xa\.gov\.vn/)
    expect(said).toMatch(/rescue file.*replaces/)
    expect(await noteAddress(db, 'https://motcua.xa.gov.vn')).toBeUndefined()
    expect(await noteAddress(db, 'https://hailong.xa.gov.vn')).toContain('HAS CHANGED')
  })
})

test('each start says what opens the backups, also before the first night has made it', async () => {
  const { folder } = await freshPlace('sqlite')
  const note = (env = {}) => {
    const read = readConfig({ DATA_DIR: folder, ...env })
    return read.ok ? backupNote(read.config) : 'wrong'
  }
  const passphrase = join(folder, 'backup-passphrase')
  expect(note()).toContain(`what stands in ${passphrase} (made at the first backup) opens`)
  writeFileSync(passphrase, 'x')
  expect(note()).toContain(`what stands in ${passphrase} opens`)
  expect(note({ BACKUP: 'off' })).toMatch(/^THIS SERVER MAKES NO BACKUPS.*server-key\.jwk/)
})
