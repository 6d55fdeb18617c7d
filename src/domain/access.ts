/** Who may do what: one table, which the server asks at every route of a unit, and which a test walks whole. */

export const ROLES = ['head', 'deputy', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** How the unit that an address names stands to the one whose account asks. */
export const RELATIONS = ['own', 'parent', 'child', 'sister'] as const
export type Relation = (typeof RELATIONS)[number]

/**
 * What a route does. `look`: the unit, its counters, officers and tablets; `figures`: sums; `rows`: single released ratings;
 * `feedback`: released reasons and comments; `proof`: closings; `deeds`: what people did; `rescue`: a tablet's file;
 * `administer`: the unit's settings, counters, officers and tablets; `accounts`: who may sign in, and by which tokens others pull.
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
] as const
export type Act = (typeof ACTS)[number]

/** A deputy reads and handles, and administers nothing; an auditor proves, reads no comment and changes nothing. */
const IN_OWN: Readonly<Record<Act, readonly Role[]>> = {
  look: ['head', 'deputy', 'auditor'],
  figures: ['head', 'deputy', 'auditor'],
  rows: ['head', 'deputy', 'auditor'],
  feedback: ['head', 'deputy'],
  proof: ['head', 'deputy', 'auditor'],
  deeds: ['head', 'auditor'],
  rescue: ['head', 'deputy'],
  administer: ['head'],
  accounts: ['head'],
}

/** Each sees their own unit and no other (P10). */
export function may(role: Role, act: Act, relation: Relation = 'own'): boolean {
  return relation === 'own' && IN_OWN[act].includes(role)
}

/** What a token may have been given to read: each is one act in its own unit, and it does no other. */
export const PULLS = ['summary', 'ratings'] as const
export type Pull = (typeof PULLS)[number]

const ACT_OF: Readonly<Record<Pull, Act>> = { summary: 'figures', ratings: 'rows' }

/** A token reads what it was given and nothing else, so it changes nothing (P10). */
export function mayPull(given: readonly Pull[], act: Act, relation: Relation = 'own'): boolean {
  return relation === 'own' && given.some((pull) => ACT_OF[pull] === act)
}
