import type { Context, Hono } from 'hono'
import { MAX_RESCUE, RESCUE_TYPE } from '#src/protocol/rescue.ts'
import type { RescueReport } from '#src/protocol/rescue-schema.ts'
import type { Deps } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { importRescue } from '../rescue/import.ts'
import { snapshot } from '../transact.ts'
import { allowed, counted } from './allowed.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'

/**
 * A head brings what a tablet of their unit could not send. The file is taken in as it arrives, a transaction a batch: what came
 * before a line broke stays, and the same file again adds the rest.
 */
export function rescueRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/units/:unit/rescue', async (c) => answer(await counted(deps, c, await takeFile(c, deps))))
}

async function takeFile(c: Context, deps: Deps): Promise<RescueReport | Refusal> {
  const foreign = crossSite(c.req.raw, deps.publicUrl)
  if (foreign) return foreign
  const asker = await snapshot(deps, (trx) => allowed(trx, deps, c, 'rescue'))
  if (asker instanceof Refusal) return asker
  if (c.req.header('Content-Type') !== RESCUE_TYPE) return refuse('malformed')
  if (Number(c.req.header('Content-Length') ?? 0) > MAX_RESCUE) return refuse('too-large')
  const body = limited(c.req.raw.body ?? [])
  const imported = await importRescue(deps, body.bytes, asker)
  // A browser that still sends when it is answered hears of a broken line and not of the answer.
  for await (const _ of body.bytes);
  return body.isTooLong() ? refuse('too-large') : imported
}

/** The body as it comes, up to what a file may be; one iterator, so that what is left can be read to its end. */
function limited(body: AsyncIterable<Uint8Array> | readonly Uint8Array[]) {
  let size = 0
  const all = async function* () {
    for await (const chunk of body) {
      size += chunk.length
      if (size > MAX_RESCUE) return
      yield chunk
    }
  }
  const running = all()
  // Without `return`: whoever stops reading does not close it.
  const bytes = { [Symbol.asyncIterator]: () => ({ next: () => running.next() }) }
  return { bytes, isTooLong: () => size > MAX_RESCUE }
}
