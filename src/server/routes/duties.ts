import type { Hono } from 'hono'
import { DutiesQuery, DutyCorrection } from '#src/protocol/duties.ts'
import type { Deps } from '../deps.ts'
import { correctDuty, keepDuty } from '../duties/decide.ts'
import { dutyList } from '../duties/list.ts'
import { looked, withAddress, withForm } from './head.ts'

/** Who was on duty, what officers object to, and what is decided about it. */
export function dutyRoutes(app: Hono, deps: Deps): void {
  const duties = '/api/v1/units/:unit/duties'
  const as = 'duties'
  app.get(duties, looked(deps, { as, takes: DutiesQuery }, dutyList))
  app.post(
    `${duties}/:id/correct`,
    withForm(deps, { as, takes: DutyCorrection }, (act, form) =>
      correctDuty(act, act.c.req.param('id')!, form),
    ),
  )
  app.post(
    `${duties}/:id/keep`,
    withAddress(deps, as, (act) => keepDuty(act, act.c.req.param('id')!)),
  )
}
