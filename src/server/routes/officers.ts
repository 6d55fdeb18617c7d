import type { Hono } from 'hono'
import { LeaveForm, MAX_ROSTER, ReturnForm, RosterForm, RosterQuery } from '#src/protocol/roster.ts'
import { OfficerForm, OfficerPatch } from '#src/protocol/session.ts'
import type { Deps } from '../deps.ts'
import { addOfficer, changeOfficer, leaveOfficer, returnOfficer } from '../officers.ts'
import { offerPin, unlockPin, withdrawPin } from '../pins/offer.ts'
import { importRoster, rosterCsv } from '../roster.ts'
import { deed } from '../units-change.ts'
import { csvResponse } from './answer.ts'
import { opened, withAddress, withForm } from './head.ts'

/** The unit's officers: one by one, and as a file. */
export function officerRoutes(app: Hono, deps: Deps): void {
  const officers = '/api/v1/units/:unit/officers'
  const as = 'administer'
  app.post(officers, withForm(deps, { as, takes: OfficerForm }, addOfficer))
  app.get(
    officers,
    opened(deps, { as, takes: RosterQuery }, async (act) => {
      await deed(act, 'roster-exported')
      return csvResponse(`officers-${act.unit}`, await rosterCsv(act))
    }),
  )
  app.post(`${officers}/import`, withForm(deps, { as, takes: RosterForm, max: MAX_ROSTER }, importRoster))
  app.patch(
    `${officers}/:id`,
    withForm(deps, { as, takes: OfficerPatch }, (act, patch) =>
      changeOfficer(act, act.c.req.param('id')!, patch),
    ),
  )
  app.post(
    `${officers}/:id/leave`,
    withForm(deps, { as, takes: LeaveForm }, (act, form) => leaveOfficer(act, act.c.req.param('id')!, form)),
  )
  app.post(
    `${officers}/:id/return`,
    withForm(deps, { as, takes: ReturnForm }, (act, form) =>
      returnOfficer(act, act.c.req.param('id')!, form),
    ),
  )
  for (const [end, act] of [
    ['', offerPin],
    ['/withdraw', withdrawPin],
    ['/unlock', unlockPin],
  ] as const)
    app.post(
      `${officers}/:id/pin${end}`,
      withAddress(deps, as, (head) => act(head, head.c.req.param('id')!)),
    )
}
