/** Who may do what: one table, which the server asks at every route, and which a test walks whole. */

export const ROLES = ['head', 'deputy', 'auditor', 'superior', 'officer', 'operator'] as const
export type Role = (typeof ROLES)[number]

/**
 * How what is asked for stands to who asks: it is their own person's, their own unit's, or of a unit below theirs in the tree, above it, or
 * anywhere else.
 */
export const RELATIONS = ['self', 'own', 'child', 'parent', 'sister'] as const
export type Relation = (typeof RELATIONS)[number]

/**
 * What a route does. `look`: the unit, its counters, officers and tablets; `figures`: sums; `rows`: single released ratings;
 * `feedback`: released reasons and comments; `proof`: closings; `deeds`: what people did; `rescue`: a tablet's file;
 * `administer`: the unit's settings, counters, officers and tablets; `accounts`: who may sign in, and by which tokens others pull;
 * `machine`: how the server itself is doing. Of oneself: `account`: one's sessions and password; `own-figures`: those of the officer that one is.
 */
export const ACTS = [
  'look',
  'figures',
  'rows',
  'feedback',
  'proof',
  'deeds',
  'rescue',
  'administer',
  'accounts',
  'machine',
  'account',
  'own-figures',
] as const
export type Act = (typeof ACTS)[number]

/** Roles of which somebody may be one of the unit's officers too. */
export const OFFICERS = ['officer', 'head', 'deputy'] as const satisfies readonly Role[]

/**
 * A deputy reads and handles, and administers nothing; an auditor proves, reads no comment and changes nothing; an officer reads of
 * themselves and nothing of the unit; an operator sees to the machine and to no rating.
 */
const MAY: Readonly<Record<Relation, Partial<Record<Act, readonly Role[]>>>> = {
  self: { account: ROLES, 'own-figures': OFFICERS },
  own: {
    look: ['head', 'deputy', 'auditor'],
    figures: ['head', 'deputy', 'auditor'],
    rows: ['head', 'deputy', 'auditor'],
    feedback: ['head', 'deputy'],
    proof: ['head', 'deputy', 'auditor'],
    deeds: ['head', 'auditor'],
    rescue: ['head', 'deputy'],
    administer: ['head'],
    accounts: ['head'],
    machine: ['head', 'deputy', 'auditor', 'operator'],
  },
  child: {},
  parent: {},
  sister: {},
}

export function may(role: Role, act: Act, relation: Relation = 'own'): boolean {
  return MAY[relation][act]?.includes(role) ?? false
}

/** What a token may have been given to read: each is one act in its own unit, and it does no other. */
export const PULLS = ['summary', 'ratings'] as const
export type Pull = (typeof PULLS)[number]

const ACT_OF: Readonly<Record<Pull, Act>> = { summary: 'figures', ratings: 'rows' }

/** A token reads what it was given and nothing else, so it changes nothing (P10). */
export function mayPull(given: readonly Pull[], act: Act, relation: Relation = 'own'): boolean {
  return relation === 'own' && given.some((pull) => ACT_OF[pull] === act)
}
