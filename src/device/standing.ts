import { parseLogId } from '#src/domain/id.ts'
import { parseConfig } from './config.ts'
import { type Disk, type Done, getMeta } from './db.ts'
import type { Identity, LogRow, Meta } from './stored.ts'

/** Where this tablet and its logs stand; oldest generation first. */
export type Standing = {
  identity: Identity | undefined
  logs: LogRow[]
  link: Meta['link'] | undefined
  config: number
  /** Entries without a receipt, of all generations. */
  pending: number
}

export function readStanding(disk: Disk): Promise<Done<Standing>> {
  return disk.read(['meta', 'logs'], async (tx) => {
    const [identity, envelope, link, logs] = await Promise.all([
      getMeta(tx, 'identity'),
      getMeta(tx, 'config'),
      getMeta(tx, 'link'),
      tx.objectStore('logs').getAll(),
    ])
    logs.sort((a, b) => parseLogId(a.log).generation - parseLogId(b.log).generation)
    return {
      identity,
      logs,
      link,
      config: (envelope && parseConfig(envelope.signed)?.version) ?? 0,
      pending: logs.reduce((sum, { head, cursor }) => sum + head.n - cursor.n, 0),
    }
  })
}
