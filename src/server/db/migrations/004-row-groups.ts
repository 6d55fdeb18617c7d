import { sql } from 'kysely'
import { type Ddl, index } from '../ddl.ts'

/** Counter and score beside each released row, also of those that went out before: a counter's figures are summed from them. */
export async function rowGroups(ddl: Ddl): Promise<void> {
  const { trx, dialect } = ddl
  await sql`alter table released add column counter text`.execute(trx)
  await sql
    .raw(`alter table released add column score ${dialect === 'sqlite' ? 'integer' : 'bigint'}`)
    .execute(trx)
  const said = (name: 'counter' | 'score') =>
    dialect === 'sqlite'
      ? sql`(select json_extract(cast(line as text), ${sql.lit(`$.body.${name}`)}) from entry
             where entry.log = released.log and entry.n = released.n)`
      : sql`(select cast(convert_from(line, 'UTF8') as json) #>> ${sql.lit(`{body,${name}}`)} from entry
             where entry.log = released.log and entry.n = released.n)`
  await sql`
    update released set counter = ${said('counter')}, score = cast(${said('score')} as ${sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')})
    where kind = 'row'`.execute(trx)
  await index(ddl, 'released', ['unit', 'span_from'])
}
