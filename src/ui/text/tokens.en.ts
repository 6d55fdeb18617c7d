import type { TokenText } from './tokens.vi.ts'

export const enTokens: TokenText = {
  title: 'Tokens for pulling',
  hint: 'By a token a spreadsheet or another system pulls the unit’s figures, with nobody signed in.',
  none: 'There are no tokens yet.',
  add: 'Make a token',
  name: 'Name of the token',
  nameHint: 'Where it is used, for example: Spreadsheet of the office',
  reads: 'May read',
  pulls: {
    summary: 'Summaries',
    ratings: 'Single ratings',
    'summary ratings': 'Summaries and single ratings',
  },
  readsHint:
    'Single ratings come without comments, times or officers. A token reads nothing else and changes nothing.',
  last: 'Good until the end of',
  lastHint: 'Day/month/year, at most a year from today. After that day it ends by itself.',
  by: (name, day) => `made by ${name} on ${day}`,
  until: (day) => `good until the end of ${day}`,
  used: (time, day) => `last used about ${time} on ${day}`,
  unused: 'not used yet',
  states: { open: 'In use', soon: 'Ends soon', over: 'Past its last day', revoked: 'Revoked' },
  saved: 'Saved.',
  revoke: 'Revoke',
  revokeTitle: (name) => `Revoke the token “${name}”?`,
  revokeWhat:
    'The spreadsheet or system that uses it pulls no more figures, from the next time on. It cannot be brought back; where needed, make a new one.',
  madeTitle: (name) => `The token “${name}” is ready`,
  once: 'It is shown this one time: copy it now to where it is used. The server does not keep it and cannot show it again.',
  guard:
    'Whoever has it reads the figures: guard it like a password. If it gets out, revoke it and make a new one.',
  secret: 'Token',
  copy: 'Copy the token',
  copied: 'The token was copied.',
  notCopied: 'The browser does not copy by itself. The token is selected: press Ctrl+C.',
  addresses: 'Addresses to pull from',
  kept: 'I have copied it',
}
