import type { Hono } from 'hono'
import { DeedsExportQuery, DeedsQuery } from '#src/protocol/deeds.ts'
import { deedList } from '../deeds.ts'
import { deedsCsv } from '../deeds-csv.ts'
import type { Deps } from '../deps.ts'
import { deedLines } from '../proof/deeds-export.ts'
import { deed } from '../units-change.ts'
import { fileResponse } from './answer.ts'
import { looked, opened } from './head.ts'

const NDJSON = 'application/x-ndjson; charset=utf-8'
const CSV = 'text/csv; charset=utf-8; header=present'

/** What people did. That somebody looks at it is none of it: each look would add to what is looked at; taking it away does. */
export function deedRoutes(app: Hono, deps: Deps): void {
  const deeds = '/api/v1/units/:unit/deeds'
  app.get(
    deeds,
    looked(deps, { as: 'deeds', takes: DeedsQuery }, ({ trx, unit }, query) => deedList(trx, unit, query)),
  )
  app.get(
    `${deeds}/export`,
    opened(deps, { as: 'deeds', takes: DeedsExportQuery }, async (act, { format, ...query }) => {
      const { unit } = act
      const to = await deed(act, 'deeds-exported', format)
      return format === 'lines'
        ? fileResponse(`hailong-${unit}.deeds`, NDJSON, streamOf(deedLines(deps, { unit, to })))
        : fileResponse(`deeds-${unit}.csv`, CSV, streamOf(deedsCsv(deps, { unit, to, query })))
    }),
  )
}

/** Read while it is sent, once the entry that it was asked for is written; who hangs up ends the reading. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (to) => {
      const { done, value } = await parts.next()
      if (done) to.close()
      else to.enqueue(Buffer.from(value))
    },
    cancel: async () => {
      await parts.return(undefined)
    },
  })
}
