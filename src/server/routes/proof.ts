import type { Hono } from 'hono'
import { ProofQuery } from '#src/protocol/proof.ts'
import type { Deps, Trx } from '../deps.ts'
import { allProofs, closingProofs } from '../proof/closings.ts'
import { deed } from '../units-change.ts'
import { looked, opened, whereExported } from './head.ts'

/** What a head keeps elsewhere as proof: signed closings, with numbers and hashes only. */
export function proofRoutes(app: Hono, deps: Deps): void {
  app.get(
    '/api/v1/units/:unit/closings',
    whereExported(
      'lines',
      opened(deps, { as: 'proof', takes: ProofQuery }, async (act) => {
        await deed(act, 'proofs-exported')
        return fileOf(act.unit, await linesOf(act.trx, deps, act.unit))
      }),
      looked(deps, { as: 'proof', takes: ProofQuery }, ({ trx, unit }, { after }) =>
        closingProofs(trx, deps, { unit, after: after === undefined ? -1 : Number(after) }),
      ),
    ),
  )
}

async function linesOf(trx: Trx, deps: Deps, unit: string): Promise<string> {
  const lines: string[] = []
  for await (const { signed } of allProofs(trx, deps, unit)) lines.push(`${JSON.stringify(signed)}\n`)
  return lines.join('')
}

function fileOf(unit: string, lines: string): Response {
  return new Response(lines, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="hailong-${unit}.closings"`,
    },
  })
}
