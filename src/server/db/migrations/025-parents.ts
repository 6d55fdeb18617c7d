import { type Ddl, index, table } from '../ddl.ts'

/** Under whom a unit stood from which local day on, and the codes by which a unit from elsewhere is let in. */
export async function parents(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'unit_parent',
    { unit: 'text', from_day: 'text', parent: 'text?' },
    {
      key: ['unit', 'from_day'],
      also: ['foreign key (unit) references unit (id)', 'foreign key (parent) references unit (id)'],
    },
  )
  await index(ddl, 'unit_parent', ['parent'])
  await table(
    ddl,
    'place_code',
    { code: 'text', unit: 'text', expires_at: 'int', used_at: 'int?' },
    { key: ['code'], also: ['foreign key (unit) references unit (id)'] },
  )
}
