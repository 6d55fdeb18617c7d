/** Who may do what: one table, which the server asks at every route, and which a test walks whole. */

export const ROLES = ['head', 'deputy', 'auditor', 'superior', 'officer', 'operator'] as const
export type Role = (typeof ROLES)[number]

/**
 * How what is asked for stands to who asks: it is their own person's, their own unit's, of a unit below theirs in the tree (however far), of a
 * unit that is over and whose successor theirs is, of one that once was below theirs, of one above theirs, or of any other.
 */
export const RELATIONS = ['self', 'own', 'child', 'former', 'left', 'parent', 'sister'] as const
export type Relation = (typeof RELATIONS)[number]

/**
 * What a route does. `look`: the unit, its counters, officers and tablets; `figures`: sums; `rows`: single released ratings;
 * `feedback`: released reasons and comments; `duties`: who was on duty, and what is decided about it; `proof`: closings; `deeds`: what people did; `rescue`: a tablet's file;
 * `administer`: the unit's settings, counters, officers and tablets; `accounts`: who may sign in, and by which tokens others pull;
 * `machine`: how the server itself is doing; `closed`: a unit's closed figures; `below`: those of all units below, beside one another;
 * `former`: which units this one succeeds; `urgent`: what is told at once to whom the unit names, and to a superior; `found`: to make a unit below; `tree`: to rename, close and merge a unit, and to name a head; `place`: to put it under another one. Of oneself: `account`: one's sessions and password; `own-figures`: those of the officer that one is.
 */
export const ACTS = [
  'look',
  'figures',
  'rows',
  'feedback',
  'duties',
  'proof',
  'deeds',
  'rescue',
  'administer',
  'accounts',
  'machine',
  'closed',
  'below',
  'former',
  'urgent',
  'found',
  'tree',
  'place',
  'account',
  'own-figures',
] as const
export type Act = (typeof ACTS)[number]

/** Roles of which somebody may be one of the unit's officers too. */
export const OFFICERS = ['officer', 'head', 'deputy'] as const satisfies readonly Role[]

/**
 * A deputy reads and handles, and administers nothing; an auditor proves, reads no comment and changes nothing; an officer reads of
 * themselves and nothing of the unit; an operator sees to the machine and to no rating; a superior compares the units below by what is closed,
 * sees no row, comment, tablet or person of theirs, and shapes the tree. Of a unit that was merged into one's own the closed figures are left,
 * and of one that went elsewhere those of the days before. A head places the own unit where nobody is above it: place.ts sees to that.
 */
const MAY: Readonly<Record<Relation, Partial<Record<Act, readonly Role[]>>>> = {
  self: { account: ROLES, 'own-figures': OFFICERS },
  own: {
    look: ['head', 'deputy', 'auditor'],
    figures: ['head', 'deputy', 'auditor'],
    rows: ['head', 'deputy', 'auditor'],
    feedback: ['head', 'deputy'],
    duties: ['head', 'deputy'],
    proof: ['head', 'deputy', 'auditor'],
    deeds: ['head', 'auditor'],
    rescue: ['head', 'deputy'],
    administer: ['head'],
    accounts: ['head'],
    machine: ['head', 'deputy', 'auditor', 'operator'],
    closed: ['head', 'deputy', 'auditor', 'superior'],
    below: ['superior'],
    former: ['head', 'deputy'],
    urgent: ['head', 'deputy', 'superior'],
    found: ['superior'],
    place: ['head'],
  },
  child: { closed: ['superior'], found: ['superior'], tree: ['superior'], place: ['superior'] },
  former: { closed: ['head', 'deputy'] },
  left: { closed: ['superior'] },
  parent: {},
  sister: {},
}

export function may(role: Role, act: Act, relation: Relation = 'own'): boolean {
  return MAY[relation][act]?.includes(role) ?? false
}

/** Whether there is anything of such a unit that the role may see or do: else it is answered like one that does not exist. */
export function knows(role: Role, relation: Relation): boolean {
  return ACTS.some((act) => may(role, act, relation))
}

/** What a token may have been given to read: each is one act in its own unit, and it does no other. */
export const PULLS = ['summary', 'ratings'] as const
export type Pull = (typeof PULLS)[number]

const ACT_OF: Readonly<Record<Pull, Act>> = { summary: 'figures', ratings: 'rows' }

/** A token reads what it was given and nothing else, so it changes nothing (P10). */
export function mayPull(given: readonly Pull[], act: Act, relation: Relation = 'own'): boolean {
  return relation === 'own' && given.some((pull) => ACT_OF[pull] === act)
}
