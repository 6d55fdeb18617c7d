import { type Ddl, table } from '../ddl.ts'

/** What each unit has taken in since its last closing, signed by the server; a unit from before has none until its next closing. */
export async function intake(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'intake',
    { unit: 'text', position: 'int', marks: 'text', logs: 'text', sig: 'text', kid: 'text' },
    { key: ['unit'], also: ['foreign key (unit) references unit (id)'] },
  )
}
