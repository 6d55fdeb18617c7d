import type { Hono } from 'hono'
import { HeldForm } from '#src/protocol/held.ts'
import { NoQuery } from '#src/protocol/reports.ts'
import {
  CounterPatch,
  MoveForm,
  NewCounterForm,
  PairingOfferForm,
  StaffPinForm,
  UnitPatch,
} from '#src/protocol/session.ts'
import { changeStaffPin, stretchedPin } from '../accounts-change.ts'
import { callDevice } from '../calling.ts'
import { addCounter, changeCounter } from '../counters.ts'
import type { Deps } from '../deps.ts'
import { decideHeld } from '../held.ts'
import { moveDevice } from '../moving.ts'
import { beginDevice, offerCode, retireDevice } from '../pairing.ts'
import { machineView, unitView } from '../units.ts'
import { changeUnit } from '../units-change.ts'
import { looked, withAddress, withForm, withSecret } from './head.ts'

/** What a head sets up: the unit, its counters and tablets. */
export function unitRoutes(app: Hono, deps: Deps): void {
  const unit = '/api/v1/units/:unit'
  app.get(
    unit,
    looked(deps, { as: 'look', takes: NoQuery }, (act) => unitView(act.trx, deps, act.unit, act)),
  )
  app.get(
    `${unit}/machine`,
    looked(deps, { as: 'machine', takes: NoQuery }, (act) => machineView(act)),
  )
  app.patch(unit, withForm(deps, { as: 'administer', takes: UnitPatch }, changeUnit))
  app.post(
    `${unit}/staff-pin`,
    withSecret(
      deps,
      { as: 'administer', takes: StaffPinForm },
      (form) => stretchedPin(deps, form),
      changeStaffPin,
    ),
  )
  app.post(`${unit}/counters`, withForm(deps, { as: 'administer', takes: NewCounterForm }, addCounter))
  app.patch(
    `${unit}/counters/:id`,
    withForm(deps, { as: 'administer', takes: CounterPatch }, (act, patch) =>
      changeCounter(act, act.c.req.param('id')!, patch),
    ),
  )
  app.post(
    `${unit}/pairing-codes`,
    withForm(deps, { as: 'administer', takes: PairingOfferForm }, (act, { counter, replaces }) =>
      offerCode(act, counter, replaces),
    ),
  )
  app.post(
    `${unit}/devices/:id/begin`,
    withAddress(deps, 'administer', (act) => beginDevice(act, act.c.req.param('id')!)),
  )
  app.post(
    `${unit}/devices/:id/move`,
    withForm(deps, { as: 'administer', takes: MoveForm }, (act, form) =>
      moveDevice(act, act.c.req.param('id')!, form),
    ),
  )
  app.post(
    `${unit}/devices/:id/held`,
    withForm(deps, { as: 'administer', takes: HeldForm }, (act, form) =>
      decideHeld(act, act.c.req.param('id')!, form),
    ),
  )
  app.post(
    `${unit}/devices/:id/call`,
    withAddress(deps, 'administer', (act) => callDevice(act, act.c.req.param('id')!)),
  )
  app.post(
    `${unit}/devices/:id/retire`,
    withAddress(deps, 'administer', (act) => retireDevice(act, act.c.req.param('id')!)),
  )
}
