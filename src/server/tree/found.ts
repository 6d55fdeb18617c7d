import { lastDue } from '#src/domain/calendar.ts'
import type { Changed } from '#src/protocol/session.ts'
import type { HeadForm, UnitForm, UnitFounded } from '#src/protocol/tree.ts'
import { addAccount } from '../accounts.ts'
import type { Schema } from '../db/schema.ts'
import type { Deps, Trx } from '../deps.ts'
import { invite } from '../invitations.ts'
import { pinVerifier } from '../passwords.ts'
import { Refusal, refuse } from '../problems.ts'
import { type Acting, deed, mintId } from '../units-change.ts'
import { unitsBelow } from './below.ts'
import { unitsAbove } from './relation.ts'
import { isOver, nameThere } from './there.ts'

/** From province to the last counter are four steps; nobody needs a chain. */
const DEEPEST = 8
const UNKNOWN_BYTES = 24

type NewUnit = Pick<Schema['unit'], 'parent' | 'name' | 'place' | 'national_id' | 'staff_pin'>

/** A unit without anything in it. */
export async function insertUnit(trx: Trx, deps: Deps, unit: NewUnit): Promise<string> {
  const id = await mintId(trx, deps, 'unit')
  await trx
    .insertInto('unit')
    .values({
      ...{ id, ...unit, last_day: null },
      settings: JSON.stringify({ hours: null, meet: null }),
      position: 0,
      // What was due before the unit existed is nothing to close.
      closed: lastDue(deps.now()),
      config_version: 1,
    })
    .execute()
  return id
}

/** With a PIN of the staff corner that nobody knows, until the head sets one: stretching takes long and holds no transaction. */
export async function prepareUnit(deps: Deps, form: UnitForm): Promise<UnitForm & { staffPin: string }> {
  const unknown = Buffer.from(deps.random(UNKNOWN_BYTES)).toString('base64url')
  return { ...form, staffPin: JSON.stringify(await pinVerifier(unknown, deps.random)) }
}

/** A unit below that of `act`, and its first head, who is invited. */
export async function foundUnit(
  act: Acting & { by: string },
  { name, place, nationalId, head, staffPin }: UnitForm & { staffPin: string },
): Promise<UnitFounded | Refusal> {
  const { trx, deps, unit: parent } = act
  const bar = await placeTrouble(act)
  if (bar) return bar
  // Before anything is stored: what was refused stays undone.
  const wrong = (await nationalIdTrouble(trx, nationalId)) ?? (await userTrouble(trx, head.user))
  if (wrong) return wrong
  const id = await insertUnit(trx, deps, {
    ...{ parent, name, place, national_id: nationalId || null, staff_pin: staffPin },
  })
  const there = { ...act, unit: id }
  const named = await nameHead(there, head)
  if (named instanceof Refusal) throw new Error(`A new unit takes no head: ${named.code}`)
  const n = await deed(act, 'unit-founded', id)
  await nameThere(act, n, [id])
  return { id, invitation: named.invitation }
}

/** What keeps a unit from being set up below that of `act`. */
export async function placeTrouble(act: Pick<Acting, 'trx' | 'deps' | 'unit'>): Promise<Refusal | undefined> {
  const above = await unitsAbove(act.trx, act.unit)
  if (!above) return refuse('unknown-unit')
  if (above.length + 1 >= DEEPEST) return refuse('too-many')
  return (await isOver(act)) ? refuse('unit-over') : undefined
}

/** Whether that unit, with what is below it, would stand too deep there. */
export async function isTooDeep(trx: Trx, unit: string, parent: string): Promise<boolean> {
  const above = (await unitsAbove(trx, parent))?.length ?? 0
  const under = Math.max(0, ...(await unitsBelow(trx, unit)).map(({ depth }) => depth + 1))
  return above + 1 + under >= DEEPEST
}

/** One more head of a unit below, who is invited. */
export async function nameHead(
  act: Acting & { by: string },
  { name, user }: HeadForm,
): Promise<(Changed & UnitFounded) | Refusal> {
  const added = await addAccount(act, { role: 'head', name, user, hash: undefined })
  if (added instanceof Refusal) return added
  const invitation = await invite(act, added.id)
  if (invitation instanceof Refusal) return invitation
  await nameThere(act, 1, [act.by])
  return { id: added.id, invitation }
}

async function userTrouble(trx: Trx, user: string): Promise<Refusal | undefined> {
  const taken = await trx.selectFrom('account').select('id').where('user', '=', user).executeTakeFirst()
  return taken && refuse('taken', { fields: { 'head.user': 'taken' } })
}

/** Two units never bear one national identifier; one that is over keeps its own. */
export async function nationalIdTrouble(
  trx: Trx,
  nationalId: string,
  self?: string,
): Promise<Refusal | undefined> {
  if (nationalId === '') return undefined
  const taken = await trx
    .selectFrom('unit')
    .select('id')
    .where('national_id', '=', nationalId)
    .where('id', '!=', self ?? '')
    .executeTakeFirst()
  return taken && refuse('taken', { fields: { nationalId: 'id-taken' } })
}
