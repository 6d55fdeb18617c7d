import { type Day, halfDayOf, localTime } from '#src/domain/calendar.ts'
import { symbols } from '#src/domain/id.ts'
import type { Changed } from '#src/protocol/session.ts'
import type { PlaceForm, PlaceOffer } from '#src/protocol/tree.ts'
import { type Refusal, refuse } from '../problems.ts'
import type { HeadAct } from '../routes/head.ts'
import { sha256 } from '../signature.ts'
import { type Acting, deed } from '../units-change.ts'
import { unitsBelow } from './below.ts'
import { dayTrouble } from './change.ts'
import { isTooDeep } from './found.ts'
import { keepParent, mayComeBelow } from './parents.ts'
import { isOver, nameThere } from './there.ts'

const CODE_SYMBOLS = 12
/** Long enough for a letter between two offices. */
const CODE_MS = 7 * 86_400_000

/** A code by which one unit from elsewhere comes under that of `act`: the consent of this side. Nobody guesses sixty bits. */
export async function offerPlace(act: Acting): Promise<PlaceOffer | Refusal> {
  const { trx, deps, unit } = act
  if (await isOver(act)) return refuse('unit-over')
  const code = symbols(deps.random(CODE_SYMBOLS))
  const expiresAt = deps.now() + CODE_MS
  await trx
    .insertInto('place_code')
    .values({ code: sha256(code), unit, expires_at: expiresAt, used_at: null })
    .execute()
  await deed(act, 'place-offered')
  return { code: code.match(/.{4}/g)!.join('-').toUpperCase(), expiresAt }
}

type Placing = Pick<HeadAct, 'trx' | 'deps' | 'unit' | 'by' | 'home' | 'role'>

/**
 * Under which unit that of `act` stands from that day on: a superior of both says it alone; else by the code that the new superior unit gave, and
 * by whoever decides for this one: its superior, or its head where nobody is above it.
 */
export async function placeUnit(act: Placing, form: PlaceForm): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  const { day: today } = localTime(deps.now())
  const { parent, closed } = await trx
    .selectFrom('unit')
    .select(['parent', 'closed'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  if (await isOver(act)) return refuse('unit-over')
  if (act.role === 'head' && parent !== null) return refuse('invalid', { fields: { code: 'has-superior' } })
  const wrong = dayTrouble('from', form.from, today)
  if (wrong) return wrong
  const to = form.under ?? (await unitOfCode(act, form.code))
  const trouble = await troubleUnder(act, { to, form, today })
  if (trouble || to === undefined) return trouble ?? refuse('invalid', { fields: { code: 'no-code' } })
  if (form.under === null) await useCode(act, form.code)
  const { day: turned } = halfDayOf(closed + 1)
  const reached = turned > today ? turned : today
  await keepParent(trx, unit, { from_day: form.from, parent: to, reached })
  await writeDown(act, { from: form.from, to, before: parent })
  return { id: unit }
}

type Aim = { to: string | undefined; form: PlaceForm; today: Day }

async function troubleUnder(act: Placing, { to, form, today }: Aim): Promise<Refusal | undefined> {
  const { trx, unit, home } = act
  const field = form.under === null ? 'code' : 'under'
  if (to === undefined) return refuse('invalid', { fields: { code: 'no-code' } })
  if (form.under !== null) {
    const own = act.role === 'superior' ? [home, ...(await unitsBelow(trx, home)).map(({ id }) => id)] : []
    if (!own.includes(to)) return refuse('invalid', { fields: { under: 'no-unit' } })
  }
  const there = await trx.selectFrom('unit').select('last_day').where('id', '=', to).executeTakeFirstOrThrow()
  if (there.last_day !== null) return refuse('invalid', { fields: { [field]: 'no-unit' } })
  if (await mayComeBelow(trx, to, unit, today))
    return refuse('invalid', { fields: { [field]: 'below-itself' } })
  return (await isTooDeep(trx, unit, to)) ? refuse('too-many') : undefined
}

async function unitOfCode({ trx, deps }: Placing, code: string): Promise<string | undefined> {
  const found = await trx
    .selectFrom('place_code')
    .select('unit')
    .where('code', '=', sha256(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', deps.now())
    .executeTakeFirst()
  return found?.unit
}

async function useCode({ trx, deps }: Placing, code: string): Promise<void> {
  await trx.updateTable('place_code').set({ used_at: deps.now() }).where('code', '=', sha256(code)).execute()
}

/** In the log of the unit, of the one that it comes under, and of the one that it leaves. */
async function writeDown(
  act: Placing,
  { from, to, before }: { from: Day; to: string; before: string | null },
): Promise<void> {
  const { trx, deps, unit, by } = act
  const said = [
    { at: unit, n: await deed(act, 'unit-placed', `${to} ${from}`) },
    { at: to, n: await deed({ trx, deps, unit: to, by }, 'unit-joins', `${unit} ${from}`) },
  ]
  if (before !== null && before !== to)
    said.push({
      at: before,
      n: await deed({ trx, deps, unit: before, by }, 'unit-leaves', `${unit} ${from}`),
    })
  for (const { at, n } of said) await nameThere({ trx, deps, unit: at }, n, [by, at === unit ? to : unit])
}
