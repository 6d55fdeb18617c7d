import type { Deps } from '#src/server/deps.ts'
import { retireDevice } from '#src/server/pairing.ts'
import { transact } from '#src/server/transact.ts'

/** Every tablet of the office is retired, as its head does it. */
export async function retireAll(deps: Deps): Promise<void> {
  await transact(deps, async (trx) => {
    const devices = await trx.selectFrom('device').select(['id', 'unit']).execute()
    for (const { id, unit } of devices) await retireDevice({ deps, trx, unit, by: null }, id)
  })
}
