import { type Ddl, index, table } from '../ddl.ts'

/** Which tablets came back without what they held, and how each log then stood. */
export async function emptied(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'emptied',
    { device: 'text', log: 'text', n: 'int', hash: 'text', pending: 'int?', at: 'int' },
    { key: ['log'], also: ['foreign key (device) references device (id)'] },
  )
  await index(ddl, 'emptied', ['device'])
}
