import { sql } from 'kysely'
import { type Ddl, index, table } from '../ddl.ts'
import { insertRows } from '../insert.ts'

const PAGE = 1_000
const MARK = '"kind":"duty"'

/** Which entries tell of duties, those that came before there was this table among them. */
export async function duties(ddl: Ddl): Promise<void> {
  const columns = { log: 'text', n: 'int', unit: 'text', at: 'int' } as const
  await table(ddl, 'duty_entry', columns, { key: ['log', 'n'], clustered: true })
  await index(ddl, 'duty_entry', ['unit', 'at'])
  const { rows: logs } = await sql<{ id: string; unit: string }>`
    select id, unit from log where device is not null order by id`.execute(ddl.trx)
  for (const { id, unit } of logs) {
    for (let page = await dutiesAfter(ddl, id, 0); page.length > 0; ) {
      const told = page.flatMap(({ n, line }) => {
        const at = beganAt(Buffer.from(line).toString())
        return at === undefined ? [] : [{ log: id, n: Number(n), unit, at }]
      })
      await insertRows(ddl, 'duty_entry', told)
      page = await dutiesAfter(ddl, id, Number(page.at(-1)!.n))
    }
  }
}

type Line = { n: number; line: Uint8Array }

async function dutiesAfter({ trx, dialect }: Ddl, log: string, after: number): Promise<Line[]> {
  const mark = Buffer.from(MARK)
  const holds = dialect === 'sqlite' ? sql`instr(line, ${mark}) > 0` : sql`position(${mark} in line) > 0`
  const { rows } = await sql<Line>`
    select n, line from entry where log = ${log} and n > ${after} and ${holds} order by n limit ${PAGE}`.execute(
    trx,
  )
  return rows
}

/** When it was written, by the tablet's clock; undefined where the mark stands elsewhere in the line. */
function beganAt(line: string): number | undefined {
  const { v, at, kind, body } = JSON.parse(line)
  const ids = [body.officer, body.counter].every((id) => /^[2-9a-hj-np-z]{6}$/.test(id))
  const isDuty = v === 1 && kind === 'duty' && ids && /^(start|takeover|end|auto)$/.test(body.change)
  return isDuty && Number.isSafeInteger(at) ? at : undefined
}
