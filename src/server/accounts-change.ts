import type { Changed, StaffPinForm } from '#src/protocol/session.ts'
import { forgetGuesses } from './attempts.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpConfig } from './device-config.ts'
import { accountKey } from './guessing.ts'
import { hashPassword, pinVerifier } from './passwords.ts'
import { type Refusal, refuse } from './problems.ts'
import { endSessions } from './sessions.ts'
import { transact } from './transact.ts'
import { lockUnit } from './unit.ts'
import { type Acting, deed } from './units-change.ts'

/**
 * The operator gives an account another password: every session of it ends, no browser is known for it any more, and the
 * guesses that slowed it are forgotten, so that its owner may sign in at once. `not-found` where nobody bears that user name.
 */
export async function setPassword(
  deps: Deps,
  { user, password }: { user: string; password: string },
): Promise<{ unit: string; account: string } | Refusal> {
  // Stretching takes long and holds no transaction.
  const hash = await hashPassword(password, deps.random)
  return transact(deps, async (trx) => {
    const found = await trx
      .selectFrom('account')
      .select(['id', 'unit'])
      .where('user', '=', user)
      .executeTakeFirst()
    if (!found) return refuse('not-found')
    const { id, unit } = found
    await lockUnit(trx, deps, unit)
    // In the order in which a sign-in holds them: guesses, account, session.
    await forgetGuesses(trx, accountKey(user))
    await trx.updateTable('account').set({ password: hash }).where('id', '=', id).execute()
    await endSessions(trx, id)
    await deed(operatorIn(deps, trx, unit), 'password-set', id)
    return { unit, account: id }
  })
}

/** The PIN as the tablets' staff corner checks it. */
export async function stretchedPin(deps: Deps, { pin }: StaffPinForm): Promise<{ staff_pin: string }> {
  return { staff_pin: JSON.stringify(await pinVerifier(pin, deps.random)) }
}

/** The head gives their unit another staff PIN; its tablets learn the verifier at their next exchange. */
export async function changeStaffPin(act: Acting, { staff_pin }: { staff_pin: string }): Promise<Changed> {
  const { trx, unit } = act
  await trx.updateTable('unit').set({ staff_pin }).where('id', '=', unit).execute()
  await bumpConfig(trx, unit)
  await deed(act, 'staff-pin-set', unit)
  return { id: unit }
}

/** The operator gives a unit another staff PIN; its tablets learn the verifier at their next exchange. `not-found` where there is no such unit. */
export async function setStaffPin(
  deps: Deps,
  { unit, pin }: { unit: string; pin: string },
): Promise<{ unit: string } | Refusal> {
  const { staff_pin } = await stretchedPin(deps, { pin })
  return transact(deps, async (trx) => {
    const set = await trx.updateTable('unit').set({ staff_pin }).where('id', '=', unit).executeTakeFirst()
    if (set.numUpdatedRows === 0n) return refuse('not-found')
    await bumpConfig(trx, unit)
    await deed(operatorIn(deps, trx, unit), 'staff-pin-set', unit)
    return { unit }
  })
}

function operatorIn(deps: Deps, trx: Trx, unit: string) {
  return { deps, trx, unit, by: null }
}
