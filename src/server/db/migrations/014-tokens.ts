import { type Ddl, index, table } from '../ddl.ts'

/** By what other programs pull a unit's figures: what each may read, until when, and when it was last used. */
export async function tokens(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'token',
    {
      ...{ id: 'text', unit: 'text', hash: 'text', name: 'text', reads: 'text' },
      ...{ made_by: 'text', made_at: 'int', last_day: 'text' },
      ...{ revoked_at: 'int?', used_at: 'int?', rows_day: 'text?' },
    },
    {
      key: ['id'],
      also: [
        'unique (hash)',
        'foreign key (unit) references unit (id)',
        'foreign key (made_by) references account (id)',
      ],
    },
  )
  await index(ddl, 'token', ['unit'])
}
