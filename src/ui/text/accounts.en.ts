import type { AccountText } from './accounts.vi.ts'

export const enAccounts: AccountText = {
  saved: 'Saved.',
  user: 'User name',
  roles: {
    head: 'Head of the unit',
    deputy: 'Deputy',
    auditor: 'Auditor',
    superior: 'Superior',
    officer: 'Officer',
    operator: 'Operator',
  },
  roleHints: {
    head: 'Sees and does everything in the unit, and gives others access.',
    deputy:
      'Reads figures and comments, and brings rescue files; changes no settings and gives nobody access.',
    auditor:
      'Reads figures, closings and what people did, within the days below; reads no comment and changes nothing.',
    superior: 'Reads the closed figures of the units below; no single rating and no comment.',
    officer:
      'Reads the closed figures of their own, in groups of five ratings; no single rating, and nobody else’s figures.',
    operator: 'Sees how the server and its backups are doing; no rating, figure or comment.',
  },
  role: 'Role',
  name: 'Full name',
  list: 'Who may sign in',
  add: 'Add an account',
  change: (name) => `Change the account of ${name}`,
  first: 'From',
  last: 'Until the end of',
  dayHint: 'Day/month/year, for example 24/11/2026',
  lastHint: 'Day/month/year, for example 24/11/2026. Leave empty where there is none.',
  lastDay: (day) => `good until the end of ${day}`,
  reason: 'Reason',
  officer: 'Is the officer',
  officerHint:
    'If this person sits at a counter too, choose the name: of their own duty they then see only what an officer sees.',
  noOfficer: 'No officer at a counter',
  chooseOfficer: 'Choose an officer',
  isOfficer: (name) => `is the officer ${name}`,
  passwordless: 'No password yet',
  invited: 'Waiting for the first sign-in',
  invite: 'Give a link',
  inviteTitle: (name) => `Link for ${name} to sign in`,
  inviteQr: (name) => `QR code that opens the page on which ${name} signs in first`,
  inviteScan:
    'They scan this QR code with their own telephone, or open the link below, and choose a password. An officer may use the PIN of the counter.',
  inviteGuard:
    'Give it to the right person only: whoever opens it gets into the account. Links that were given before are good no more.',
  inviteLink: 'Link to sign in',
  copy: 'Copy the link',
  copied: 'The link was copied.',
  notCopied: 'The browser cannot copy it. The link is selected: press Ctrl+C.',
  inviteSaid: 'The link was given.',
  reasonHint: 'For example the number and day of the decision. It stays with the account.',
  newPassword: 'New password',
  newPasswordHint:
    'Leave empty to keep the old one. With a new one, everybody who is signed in by this account is signed out.',
  firstPasswordHint:
    'Better left empty: give a link, and they choose their own. Else at least 12 characters, handed over in person, to be changed at once on the page Accounts.',
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
