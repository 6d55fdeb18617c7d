import { sql } from 'kysely'
import { type Ddl, table } from '../ddl.ts'

/**
 * Every key that a tablet has had, by which what it signed is known for its own; which tablet a code is to replace; and another
 * version of each config, so that every tablet gets one that names its key.
 */
export async function knownAgain(ddl: Ddl): Promise<void> {
  const { trx } = ddl
  await table(ddl, 'device_key', { device: 'text', key: 'text' }, { key: ['device', 'key'], clustered: true })
  await sql`
    insert into device_key (device, key) select id, "key" from device
    union select device, "key" from log where device is not null and "key" is not null`.execute(trx)
  await sql`alter table pairing_code add column replaces text`.execute(trx)
  await sql`update unit set config_version = config_version + 1`.execute(trx)
}
