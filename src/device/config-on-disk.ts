import type { Config } from '#src/protocol/config.ts'
import { parseConfig } from './config.ts'
import { type Disk, getMeta } from './db.ts'

/** The config by the disk alone: for staff at a tablet that cannot be written any more, so that its page has no book. */
export async function configOnDisk(disk: Disk): Promise<Config | undefined> {
  const read = await disk.read(['meta'], (tx) => getMeta(tx, 'config'))
  return read.ok && read.value ? parseConfig(read.value.signed) : undefined
}
