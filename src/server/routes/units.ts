import type { Hono } from 'hono'
import { NoQuery } from '#src/protocol/reports.ts'
import {
  CounterForm,
  CounterPatch,
  OfficerForm,
  OfficerPatch,
  PairingOfferForm,
  UnitPatch,
} from '#src/protocol/session.ts'
import type { Deps } from '../deps.ts'
import { beginDevice, offerCode, retireDevice } from '../pairing.ts'
import { unitView } from '../units.ts'
import { addCounter, addOfficer, changeCounter, changeOfficer, changeUnit } from '../units-change.ts'
import { looked, withAddress, withForm } from './head.ts'

/** What a head sets up: the unit, its counters, officers and tablets. */
export function unitRoutes(app: Hono, deps: Deps): void {
  const unit = '/api/v1/units/:unit'
  app.get(
    unit,
    looked(deps, NoQuery, (act) => unitView(act.trx, deps, act.unit)),
  )
  app.patch(unit, withForm(deps, UnitPatch, changeUnit))
  app.post(`${unit}/counters`, withForm(deps, CounterForm, addCounter))
  app.patch(
    `${unit}/counters/:id`,
    withForm(deps, CounterPatch, (act, patch) => changeCounter(act, act.c.req.param('id')!, patch)),
  )
  app.post(`${unit}/officers`, withForm(deps, OfficerForm, addOfficer))
  app.patch(
    `${unit}/officers/:id`,
    withForm(deps, OfficerPatch, (act, patch) => changeOfficer(act, act.c.req.param('id')!, patch)),
  )
  app.post(
    `${unit}/pairing-codes`,
    withForm(deps, PairingOfferForm, (act, { counter, replaces }) => offerCode(act, counter, replaces)),
  )
  app.post(
    `${unit}/devices/:id/begin`,
    withAddress(deps, (act) => beginDevice(act, act.c.req.param('id')!)),
  )
  app.post(
    `${unit}/devices/:id/retire`,
    withAddress(deps, (act) => retireDevice(act, act.c.req.param('id')!)),
  )
}
