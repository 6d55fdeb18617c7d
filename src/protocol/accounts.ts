import * as z from 'zod/mini'
import { OFFICERS, ROLES } from '#src/domain/access.ts'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import { PIN } from '#src/domain/pin.ts'
import { Password, Text, UserName } from './session.ts'

const Day = z.string().check(z.refine(isDay))

/** The local days from and to which an auditor's account is good, both included, and why it was given. */
const Term = z
  .object({ first: Day, last: Day, reason: Text(200) })
  .check(z.refine(({ first, last }) => first <= last, { path: ['last'] }))
export type Term = z.infer<typeof Term>

const isOfficersRole = (role: string) => OFFICERS.some((one) => one === role)

/**
 * `POST …/accounts`. An auditor has a term, nobody else has one. Without a password the person is invited, and chooses one. `officer`: which
 * officer of the unit they are; an officer's account always is one's.
 */
export const AccountForm = z
  .object({
    role: z.literal(ROLES),
    name: Text(80),
    user: UserName,
    password: z.optional(Password),
    term: z.optional(Term),
    officer: z.optional(Id),
  })
  .check(
    z.refine(({ role, term }) => (role === 'auditor') === (term !== undefined), { path: ['term', 'reason'] }),
    z.refine(({ role, officer }) => (officer === undefined ? role !== 'officer' : isOfficersRole(role)), {
      path: ['officer'],
    }),
  )
export type AccountForm = z.infer<typeof AccountForm>

/**
 * `PATCH …/accounts/{account}`: what is absent stays. `last`: its last local day; null: it stands. `officer` null: the person is none.
 * `ended`: nobody signs in by it any more, and nothing brings it back.
 */
export const AccountPatch = z.partial(
  z.object({
    name: Text(80),
    password: Password,
    last: z.nullable(Day),
    officer: z.nullable(Id),
    ended: z.literal(true),
  }),
)
export type AccountPatch = z.infer<typeof AccountPatch>

/**
 * `GET …/accounts`: who may sign in to the unit's pages, and who might. Times are ms since 1970; `sessions` that are open now;
 * `invited`: until when the link that was given last is good; null: there is none.
 */
export const AccountList = z.object({
  accounts: z.array(
    z.object({
      id: Id,
      role: z.literal(ROLES),
      name: z.string(),
      user: z.string(),
      term: z.nullable(z.object({ first: z.string(), last: z.string(), reason: z.string() })),
      last: z.nullable(z.string()),
      officer: z.nullable(z.object({ id: Id, name: z.string() })),
      state: z.literal(['open', 'not-yet', 'over', 'ended']),
      hasPassword: z.boolean(),
      sessions: z.int(),
      invited: z.nullable(z.int()),
    }),
  ),
  /** The unit's officers, of whom an account may be one's; `account`: whose is in use. */
  officers: z.array(z.object({ id: Id, name: z.string(), account: z.nullable(Id) })),
})
export type AccountList = z.infer<typeof AccountList>

/**
 * `POST …/accounts/{account}/invitation`: a link by which the person signs in first, shown once, one use, good for so many `seconds` from
 * the answer on. `address` is the page's, with the token in its fragment.
 */
export const Invitation = z.object({ address: z.string(), seconds: z.int() })
export type Invitation = z.infer<typeof Invitation>

/** `POST /api/v1/invitation/link`: whose link is it? A body, since addresses stand in the logs of proxies. */
export const InvitationLink = z.object({ token: z.string().check(atMost(100)) })
export type InvitationLink = z.infer<typeof InvitationLink>

/** `pin`: the person is an officer who has a PIN and may sign in by it; `none`: is one and has none yet; null: is none. */
export const Invited = z.object({
  name: z.string(),
  user: z.string(),
  role: z.literal(ROLES),
  unit: z.string(),
  pin: z.nullable(z.literal(['set', 'none', 'locked'])),
})
export type Invited = z.infer<typeof Invited>

/** `POST /api/v1/invitation/password`, once: chooses a password and signs in. */
export const InvitedPassword = z.extend(InvitationLink, { password: Password })
export type InvitedPassword = z.infer<typeof InvitedPassword>

/** `POST /api/v1/invitation/pin`, once: an officer signs in on their own telephone. */
export const InvitedPin = z.extend(InvitationLink, { pin: z.string().check(z.regex(PIN)) })
export type InvitedPin = z.infer<typeof InvitedPin>

/** `GET /api/v1/account/sessions`: where one is signed in. `id` names a session and opens none. */
export const SessionList = z.object({
  sessions: z.array(z.object({ id: z.string(), since: z.int(), until: z.int(), current: z.boolean() })),
})
export type SessionList = z.infer<typeof SessionList>

/** `POST /api/v1/account/password`: by who knows the one before. All other sessions end. */
export const OwnPassword = z.object({ password: z.string().check(atMost(200)), next: Password })
export type OwnPassword = z.infer<typeof OwnPassword>
