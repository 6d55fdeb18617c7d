import * as z from 'zod/mini'
import { ROLES } from '#src/domain/access.ts'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import { Password, Text, UserName } from './session.ts'

const Day = z.string().check(z.refine(isDay))

/** The local days from and to which an auditor's account is good, both included, and why it was given. */
const Term = z
  .object({ first: Day, last: Day, reason: Text(200) })
  .check(z.refine(({ first, last }) => first <= last, { path: ['last'] }))
export type Term = z.infer<typeof Term>

/** `POST …/accounts`. An auditor has a term, nobody else has one. */
export const AccountForm = z
  .object({
    role: z.literal(ROLES),
    name: Text(80),
    user: UserName,
    password: Password,
    term: z.optional(Term),
  })
  .check(
    z.refine(({ role, term }) => (role === 'auditor') === (term !== undefined), { path: ['term', 'reason'] }),
  )
export type AccountForm = z.infer<typeof AccountForm>

/** `PATCH …/accounts/{account}`: what is absent stays. `ended`: nobody signs in by it any more, and nothing brings it back. */
export const AccountPatch = z.partial(
  z.object({ name: Text(80), password: Password, last: Day, ended: z.literal(true) }),
)
export type AccountPatch = z.infer<typeof AccountPatch>

/** `GET …/accounts`: who may sign in to the unit's pages, and who might. Times are ms since 1970; `sessions` that are open now. */
export const AccountList = z.object({
  accounts: z.array(
    z.object({
      id: Id,
      role: z.literal(ROLES),
      name: z.string(),
      user: z.string(),
      term: z.nullable(z.object({ first: z.string(), last: z.string(), reason: z.string() })),
      state: z.literal(['open', 'not-yet', 'over', 'ended']),
      sessions: z.int(),
    }),
  ),
})
export type AccountList = z.infer<typeof AccountList>

/** `GET /api/v1/account/sessions`: where one is signed in. `id` names a session and opens none. */
export const SessionList = z.object({
  sessions: z.array(z.object({ id: z.string(), since: z.int(), until: z.int(), current: z.boolean() })),
})
export type SessionList = z.infer<typeof SessionList>

/** `POST /api/v1/account/password`: by who knows the one before. All other sessions end. */
export const OwnPassword = z.object({ password: z.string().check(atMost(200)), next: Password })
export type OwnPassword = z.infer<typeof OwnPassword>
