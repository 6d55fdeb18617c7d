import type { Hono } from 'hono'
import { localTime, type Period, periodOf } from '#src/domain/calendar.ts'
import { OwnQuery } from '#src/protocol/own.ts'
import { NoQuery } from '#src/protocol/reports.ts'
import { CloseForm, HeadForm, NameForm, PlaceForm, UnitForm } from '#src/protocol/tree.ts'
import type { Deps } from '../deps.ts'
import { belowOf, formerOf } from '../tree/below.ts'
import { closeUnitBy, nameUnit } from '../tree/change.ts'
import { closedFigures } from '../tree/closed.ts'
import { foundUnit, nameHead, prepareUnit } from '../tree/found.ts'
import { daysBelow, type Stretch } from '../tree/parents.ts'
import { offerPlace, placeUnit } from '../tree/place.ts'
import { presentTime } from '../trusted-time.ts'
import { type HeadAct, looked, withAddress, withForm, withSecret } from './head.ts'

/** The units below a superior's, and those before a head's. */
export function treeRoutes(app: Hono, deps: Deps): void {
  const unit = '/api/v1/units/:unit'
  app.get(
    `${unit}/below`,
    looked(deps, { as: 'below', takes: OwnQuery }, async (act, query) =>
      belowOf(act.trx, deps, act.unit, await asked(act, query)),
    ),
  )
  app.get(
    `${unit}/closed`,
    looked(deps, { as: 'closed', takes: OwnQuery }, async (act, query) =>
      closedFigures(act.trx, deps, {
        unit: act.unit,
        period: await asked(act, query),
        days: await daysOf(act),
      }),
    ),
  )
  app.get(
    `${unit}/former`,
    looked(deps, { as: 'former', takes: NoQuery }, (act) => formerOf(act.trx, act.unit)),
  )
  app.post(
    `${unit}/below`,
    withSecret(deps, { as: 'found', takes: UnitForm }, (form) => prepareUnit(deps, form), foundUnit),
  )
  app.post(`${unit}/heads`, withForm(deps, { as: 'tree', takes: HeadForm }, nameHead))
  app.post(`${unit}/name`, withForm(deps, { as: 'tree', takes: NameForm }, nameUnit))
  app.post(`${unit}/close`, withForm(deps, { as: 'tree', takes: CloseForm }, closeUnitBy))
  app.post(`${unit}/place-codes`, withAddress(deps, 'found', offerPlace))
  app.post(`${unit}/place`, withForm(deps, { as: 'place', takes: PlaceForm }, placeUnit))
}

/** What a superior reads of a unit is of the days on which it was below. */
async function daysOf({ trx, unit, home, role }: HeadAct): Promise<Stretch[] | undefined> {
  return role === 'superior' && unit !== home ? daysBelow(trx, unit, home) : undefined
}

async function asked(
  { trx, deps }: Pick<HeadAct, 'trx' | 'deps'>,
  { period = 'month', day }: OwnQuery,
): Promise<Period> {
  return periodOf(period, day ?? localTime(await presentTime(trx, deps)).day)
}
