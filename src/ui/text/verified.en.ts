import { counted } from './counted.ts'
import type { VerifiedText } from './verified.vi.ts'

export const enVerified: VerifiedText = {
  title: 'The server checks itself',
  hint: 'Each night the server reads every entry, signature and figure again, and compares them with what tablets and server signed.',
  whole: (when, n) => `Checked ${when}, up to entry ${n} of the unit’s log: no fault seen.`,
  waiting: 'Waiting to be checked: the server does so after 1:00 in the night.',
  overdue: (when) => `Waiting to be checked: not done for two nights. Last time: ${when}. Tell the operator.`,
  never: 'never',
  faults: (n, when) => `Checked ${when}: ${counted(n, 'fault')}.`,
  means:
    'What the server holds was changed, lost or damaged; figures may be wrong. New ratings are still taken in.',
  todo: 'Delete, change and restore nothing. Ask the operator to keep the database and the backups as they are, to run “npm run verify”, and to compare with the proof that was downloaded.',
  others: (n) => `And ${counted(n, 'other fault')}: the command “npm run verify” names them all.`,
  when: (time, day) => `${day}, ${time}`,
  tablet: 'Waiting to be checked',
  tabletFaults: 'Faults found',
  notice: 'The server’s logs have faults',
  noticeHint: (n, when) =>
    `Checked ${when}: ${counted(n, 'fault')}. Delete and change nothing; tell the operator.`,
  noticeOverdue: 'The logs were not checked',
}
