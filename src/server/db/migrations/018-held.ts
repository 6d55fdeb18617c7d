import { type Ddl, table } from '../ddl.ts'

/** What a head left uncounted of that which a retired tablet still sent. */
export async function held(ddl: Ddl): Promise<void> {
  await table(
    ddl,
    'held_left',
    { log: 'text', from_n: 'int', to_n: 'int' },
    { key: ['log', 'from_n'], clustered: true, also: ['foreign key (log) references log (id)'] },
  )
}
