import { isAway } from '#src/domain/absence.ts'
import { DAY_MS, localTime } from '#src/domain/calendar.ts'
import { MOST_PINS } from '#src/domain/pin.ts'
import type { PinOffer } from '#src/protocol/pins.ts'
import type { Changed } from '#src/protocol/session.ts'
import { absencesOf } from '../absences.ts'
import { bumpConfig } from '../device-config.ts'
import { type Refusal, refuse } from '../problems.ts'
import { sha256 } from '../signature.ts'
import { type Acting, deed } from '../units-change.ts'

const TOKEN_BYTES = 16
const LINK_MS = DAY_MS

/**
 * A link by which that officer sets a PIN; the one before is good no more. A PIN that there is stays until then. `too-many` where a
 * tablet has no room for another officer.
 */
export async function offerPin(act: Acting, officer: string): Promise<PinOffer | Refusal> {
  const { trx, deps } = act
  const found = await officerIn(act, officer)
  if (!found) return refuse('not-found')
  if (isAway(absencesOf(found), localTime(deps.now()).day))
    return refuse('invalid', { fields: { officer: 'officer-away' } })
  if ((await withPinOrLink(act)).filter((id) => id !== officer).length >= MOST_PINS) return refuse('too-many')
  const token = Buffer.from(deps.random(TOKEN_BYTES)).toString('base64url')
  const link = { hash: sha256(token), expires_at: deps.now() + LINK_MS }
  await trx
    .insertInto('pin_link')
    .values({ officer, ...link })
    .onConflict((found) => found.column('officer').doUpdateSet(link))
    .execute()
  await deed(act, 'pin-offered', officer)
  return { address: `${deps.publicUrl}/ma-pin#token=${token}`, seconds: LINK_MS / 1000 }
}

/** From the next exchange on nobody goes on duty by it. Safe to say twice: the second time changes nothing and is no entry. */
export async function withdrawPin(act: Acting, officer: string): Promise<Changed | Refusal> {
  const { trx, unit } = act
  if (!(await officerIn(act, officer))) return refuse('not-found')
  const link = await trx.deleteFrom('pin_link').where('officer', '=', officer).executeTakeFirst()
  const pin = await trx.deleteFrom('officer_pin').where('officer', '=', officer).executeTakeFirst()
  if (pin.numDeletedRows + link.numDeletedRows === 0n) return { id: officer }
  await forgetTries(act, officer)
  await bumpConfig(trx, unit)
  await deed(act, 'pin-withdrawn', officer)
  return { id: officer }
}

/** Lifts the lock; wrong tries count from now on anew. Safe to say twice. */
export async function unlockPin(act: Acting, officer: string): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  if (!(await officerIn(act, officer))) return refuse('not-found')
  const unlocked = await trx
    .updateTable('officer_pin')
    .set({ locked_at: null, tries_from: deps.now() })
    .where('officer', '=', officer)
    .where('locked_at', 'is not', null)
    .executeTakeFirst()
  if (unlocked.numUpdatedRows === 0n) return { id: officer }
  await forgetTries(act, officer)
  await bumpConfig(trx, unit)
  await deed(act, 'pin-unlocked', officer)
  return { id: officer }
}

/** Those that count no more. */
export async function forgetTries({ trx }: Pick<Acting, 'trx'>, officer: string): Promise<void> {
  await trx.deleteFrom('pin_try').where('officer', '=', officer).execute()
}

async function withPinOrLink({ trx, deps, unit }: Acting): Promise<string[]> {
  const rows = await trx
    .selectFrom('officer')
    .leftJoin('officer_pin as pin', 'pin.officer', 'officer.id')
    .leftJoin('pin_link as link', 'link.officer', 'officer.id')
    .where('officer.unit', '=', unit)
    .where((row) => row.or([row('pin.officer', 'is not', null), row('link.expires_at', '>', deps.now())]))
    .select('officer.id')
    .execute()
  return rows.map(({ id }) => id)
}

function officerIn({ trx, unit }: Acting, id: string): Promise<{ absences: string } | undefined> {
  return trx
    .selectFrom('officer')
    .select('absences')
    .where('id', '=', id)
    .where('unit', '=', unit)
    .executeTakeFirst()
}
