import { type Ddl, table } from '../ddl.ts'

/** Where each unit's own log ends, signed by the server; a log from before has none until its next entry. */
export async function unitHead(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'unit_head',
    { unit: 'text', n: 'int', hash: 'text', sig: 'text', kid: 'text' },
    { key: ['unit'], also: ['foreign key (unit) references unit (id)'] },
  )
}
