import { sql } from 'kysely'
import { type Ddl, index, table } from '../ddl.ts'

/** How units are called from which day on, when they are over, and who comes after them. */
export async function tree(ddl: Ddl): Promise<void> {
  await sql`alter table unit add column last_day text`.execute(ddl.trx)
  await index(ddl, 'unit', ['parent'])
  await table(
    ddl,
    'unit_name',
    { unit: 'text', from_day: 'text', name: 'text', place: 'text', national_id: 'text?' },
    { key: ['unit', 'from_day'], also: ['foreign key (unit) references unit (id)'] },
  )
  await table(
    ddl,
    'succession',
    { former: 'text', successor: 'text', from_day: 'text' },
    {
      key: ['former', 'successor'],
      also: ['foreign key (former) references unit (id)', 'foreign key (successor) references unit (id)'],
    },
  )
  await index(ddl, 'succession', ['successor'])
}
