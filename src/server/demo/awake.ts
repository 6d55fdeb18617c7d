import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { parseLogId } from '#src/domain/id.ts'
import type { Deps } from '../deps.ts'
import { COUNTERS } from './commune.ts'
import type { Demo } from './folder.ts'
import { newRun, send, type Tablet } from './tablet.ts'

/**
 * The simulated tablets go on speaking while the demo is served, and have nothing more to send: so the page of tablets shows a
 * working office. Answers what to do each minute.
 */
export function keepAwake({ unit, counters, tablets }: Demo): (deps: Deps) => Promise<void> {
  let awake: Tablet[] | undefined
  return async (deps) => {
    awake ??= await Promise.all(
      tablets.map((told, of) => wake(deps, told, { unit, counter: counters[of]!, of })),
    )
    for (const tablet of awake) await send(deps, tablet, deps.pages?.id)
  }
}

type Place = { unit: string; counter: string; of: number }

async function wake(
  deps: Deps,
  { log, config, key }: Demo['tablets'][number],
  place: Place,
): Promise<Tablet> {
  const { unit, counter, of } = place
  const { head, hash } = await deps.db
    .selectFrom('log')
    .select(['head', 'hash'])
    .where('id', '=', log)
    .executeTakeFirstOrThrow()
  return {
    device: parseLogId(log).owner,
    log,
    unit,
    counter,
    key: createPrivateKey({ key: key as JsonWebKey, format: 'jwk' }),
    ahead: COUNTERS[of]?.ahead ?? 0,
    n: head,
    hash,
    unsent: [],
    comments: [],
    config,
    run: newRun(deps.now()),
  }
}
