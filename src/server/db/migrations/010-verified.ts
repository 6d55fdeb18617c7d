import { type Ddl, table } from '../ddl.ts'

/** What the last reading of all logs found, of each unit; and whose turn it is to do what one process alone does. */
export async function verified(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'verified',
    { unit: 'text', at: 'int', epoch: 'text', n: 'int', hash: 'text', count: 'int', faults: 'text' },
    { key: ['unit'], also: ['foreign key (unit) references unit (id)'] },
  )
  await table(ddl, 'turn', { name: 'text', began_at: 'int' }, { key: ['name'] })
}
