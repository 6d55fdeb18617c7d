/**
 * The closed list of what can go wrong on the wire, by code. What each means, and its sentences, stand in problem.ts;
 * the tablet needs no more than the codes.
 */
export const PROBLEM_CODES = [
  'malformed',
  'invalid',
  'unsigned',
  'bad-signature',
  'unknown-device',
  'broken-chain',
  'gap',
  'too-large',
  'unsupported-encoding',
  'code-wrong',
  'code-expired',
  'code-used',
  'signed-out',
  'sign-in-failed',
  'account-closed',
  'token-refused',
  'slow-down',
  'cross-site',
  'forbidden',
  'unknown-unit',
  'not-found',
  'bad-query',
  'bad-cursor',
  'link-used',
  'pin-link-used',
  'invitation-used',
  'unit-over',
  'taken',
  'too-many',
  'not-as-seen',
  'rescue-unreadable',
  'rescue-newer',
  'rescue-other-server',
  'rescue-other-unit',
  'rescue-no-key',
  'method-not-allowed',
  'unavailable',
  'internal',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

export function isProblemCode(code: unknown): code is ProblemCode {
  return PROBLEM_CODES.some((known) => known === code)
}
