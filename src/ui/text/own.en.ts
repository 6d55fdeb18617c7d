import type { viOwn } from './own.vi.ts'

const own: (typeof viOwn)['own'] = {
  lead: (through) =>
    `Ratings of your own duty up to the end of ${through}. Those of today count tomorrow at the earliest.`,
  steps: 'The figures move in groups of five ratings. Nobody sees a single rating on this page.',
  missing: 'This period has no group of five ratings yet.',
  missingWhy:
    'Ratings that fill no group are kept, and count once there are five. Please choose a longer period.',
  counters: (labels) => `Your counter: ${labels}.`,
  noCounter: 'You go on duty at a tablet, by your PIN.',
  noReasons: 'No reason was given five times or more in this period.',
}

const invitation: (typeof viOwn)['invitation'] = {
  for: (unit) => `Account at ${unit}`,
  user: 'User name',
  byPassword: 'Choose a password',
  byPasswordWhat: 'From then on, sign in by the user name above and this password.',
  byPin: 'Use your PIN',
  byPinWhat:
    'On your own telephone only: enter the PIN that you use at the counter. This telephone then shows your figures for 30 days.',
  pin: 'PIN, six digits',
  noPin: 'You have no PIN, or it is locked: choose a password, or ask the head of the unit for a PIN.',
  submitPassword: 'Set the password and sign in',
  submitPin: 'Sign in on this telephone',
  noToken: 'Open this page by the link that the unit gave you.',
}

const machine: (typeof viOwn)['machine'] = {
  lead: 'How the server is doing. This page holds no rating, figure or comment.',
  attention: 'Needs attention',
  nothing: 'The server is doing well.',
  backup: 'Last backup',
  noBackup: 'none yet',
  build: 'Running version',
  noBuild: 'not known',
}

export const enOwn: typeof viOwn = { own, invitation, machine }
