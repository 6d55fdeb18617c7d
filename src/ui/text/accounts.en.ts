import type { AccountText } from './accounts.vi.ts'

export const enAccounts: AccountText = {
  saved: 'Saved.',
  user: 'User name',
  roles: { head: 'Head of the unit', deputy: 'Deputy', auditor: 'Auditor' },
  roleHints: {
    head: 'Sees and does everything in the unit, and gives others access.',
    deputy:
      'Reads figures and comments, and brings rescue files; changes no settings and gives nobody access.',
    auditor:
      'Reads figures, closings and what people did, within the days below; reads no comment and changes nothing.',
  },
  role: 'Role',
  name: 'Full name',
  list: 'Who may sign in',
  add: 'Add an account',
  change: (name) => `Change the account of ${name}`,
  first: 'From',
  last: 'Until the end of',
  dayHint: 'Day/month/year, for example 24/11/2026',
  reason: 'Reason',
  reasonHint: 'For example the number and day of the decision. It stays with the account.',
  newPassword: 'New password',
  newPasswordHint:
    'Leave empty to keep the old one. With a new one, everybody who is signed in by this account is signed out.',
  firstPasswordHint:
    'At least 12 characters; hand it over in person, and ask for another one to be set at once on the page Accounts.',
  states: { open: 'In use', 'not-yet': 'Not yet', over: 'Past its last day', ended: 'Closed' },
  term: (first, last) => `${first} – ${last}`,
  sessions: (n) => `signed in at ${n} places`,
  self: '(the account in use)',
  end: 'Close the account',
  endTitle: (name) => `Close the account of ${name}?`,
  endWhat:
    'They are signed out at once and cannot sign in again. The user name is given to nobody else, since the unit’s log tells of what was done by it. It cannot be opened again; where needed, add a new account.',
  password: 'Change the password',
  oldPassword: 'Present password',
  passwordSet: 'The password was changed. Everywhere else you were signed out.',
  places: 'Where you are signed in',
  placesHint: 'If one of these is not yours, end it and change the password at once.',
  since: (when) => `Since ${when}`,
  until: (when) => `until ${when}`,
  here: 'This page',
  endSession: 'End',
}
