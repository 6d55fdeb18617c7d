import { RELATIONS, type Relation } from '#src/domain/access.ts'
import { localTime } from '#src/domain/calendar.ts'
import { type Api, type Head, setUpAnother, setUpHead } from './api.ts'

/** A province with departments beside one another, centres below one, a unit that was merged into it, one that went elsewhere, and another province. */
export type Tree = { head: Head; at: Readonly<Record<Exclude<Relation, 'self'>, readonly string[]>> }

/** The relations to units that an address can name. */
export const NAMED_RELATIONS = RELATIONS.filter((relation) => relation !== 'self')

/** Where each unit stands to that of the head. */
export async function plantTree(api: Api): Promise<Tree> {
  const ministry = await setUpHead(api)
  const province = await setUpAnother(api, 'tinh.mot', ministry.unit)
  const head = await setUpAnother(api, 'so.mot', province.unit)
  const beside = await setUpAnother(api, 'so.hai', province.unit)
  const centre = await setUpAnother(api, 'trung.tam', head.unit)
  const desk = await setUpAnother(api, 'bo.phan', centre.unit)
  const nephew = await setUpAnother(api, 'so.hai.mot', beside.unit)
  const former = await setUpAnother(api, 'so.cu', province.unit)
  const later = await setUpAnother(api, 'so.sap.nhap', province.unit)
  const gone = await setUpAnother(api, 'so.di', province.unit)
  const goneDesk = await setUpAnother(api, 'so.di.mot', gone.unit)
  const elsewhere = await setUpAnother(api, 'tinh.hai')
  const { day } = localTime(api.clock.now)
  await succeed(api, { former: former.unit, successor: head.unit, from_day: day })
  await wasBelow(api, { unit: gone.unit, once: head.unit, parent: province.unit, from_day: day })
  // A succession that is not there yet is none.
  await succeed(api, { former: later.unit, successor: head.unit, from_day: '2999-01-01' })
  return {
    head,
    at: {
      own: [head.unit],
      child: [centre.unit, desk.unit],
      former: [former.unit],
      left: [gone.unit, goneDesk.unit],
      parent: [province.unit, ministry.unit],
      sister: [beside.unit, nephew.unit, later.unit, elsewhere.unit],
    },
  }
}

/** Until that day it stood under `once`. */
async function wasBelow(
  { deps }: Api,
  { unit, once, parent, from_day }: Record<'unit' | 'once' | 'parent' | 'from_day', string>,
): Promise<void> {
  await deps.db
    .insertInto('unit_parent')
    .values([
      { unit, from_day: '', parent: once },
      { unit, from_day, parent },
    ])
    .execute()
}

async function succeed(
  { deps }: Api,
  row: { former: string; successor: string; from_day: string },
): Promise<void> {
  await deps.db.insertInto('succession').values(row).execute()
}
