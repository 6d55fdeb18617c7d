import { enAccounts } from './accounts.en.ts'
import { enClosings } from './closings.en.ts'
import { counted } from './counted.ts'
import type { PlacesText } from './dashboard-places.vi.ts'
import { enLog } from './log.en.ts'
import { enRescue } from './rescue.en.ts'
import { enRoster } from './roster.en.ts'
import { enTokens } from './tokens.en.ts'
import { enUrgent } from './urgent.en.ts'
import { enVerified } from './verified.en.ts'

const pairing: PlacesText['pairing'] = {
  title: 'Pair a new tablet',
  counter: 'Counter of the tablet',
  replaces: 'Replaces the old tablet',
  replacesNone: 'Replaces none',
  replacesHint:
    'Choose it where the old tablet is broken, gone or was emptied: its log is closed, and what it had not sent is named.',
  make: 'Get a pairing code',
  code: 'Pairing code, one use',
  qr: (code) => `QR code for pairing, instead of the code ${code}`,
  steps:
    'On the new tablet, open the camera app and scan the QR code; or open the address below and enter the code.',
  address: 'Kiosk address',
  left: (time) => `Valid for ${time}`,
  expired: 'The code has expired. Get a new one.',
  again: 'Get a new code',
  boundTo: (counter) => `The tablet will belong to ${counter}.`,
  noCounter: 'There is no counter yet. Add one under Settings.',
}

const tablets: PlacesText['tablets'] = {
  table: 'List of tablets',
  columns: {
    counter: 'Counter',
    id: 'Device',
    state: 'State',
    lastSync: 'Last sync',
    pending: 'Waiting',
    clock: 'Clock',
    storage: 'Storage used',
    build: 'Version',
    log: 'Log',
    actions: 'Actions',
  },
  states: {
    active: 'Active',
    quiet: 'Not back yet',
    silent: 'Silent',
    never: 'Never synced',
    practice: 'Practice',
    retired: 'Retired',
  },
  inUse: (n) => `${counted(n, 'tablet')} in use`,
  tally: {
    active: (n) => `${n} active`,
    practice: (n) => `${n} in practice`,
    quiet: (n) => `${n} not back yet`,
    silent: (n) => `${n} silent`,
    never: (n) => `${n} never synced`,
  },
  waiting: (n) => `${counted(n, 'rating')} waiting, safe on the tablets`,
  now: 'just now',
  lately: 'in the last half hour',
  minutes: (n) => `${n} min ago`,
  hours: (n) => `${n} h ago`,
  days: (n) => `${counted(n, 'day')} ago`,
  never: 'Never',
  fast: (time) => `${time} fast`,
  slow: (time) => `${time} slow`,
  seconds: (n) => `${n} s`,
  spanMinutes: (n) => `${n} min`,
  spanHours: (n) => `${n} h`,
  spanDays: (n) => counted(n, 'day'),
  notPersisted: 'The browser does not promise to keep data',
  whole: 'No fault seen',
  unchecked: 'No entries yet',
  hole: (span) => `Missing ${entries(span)}`,
  branch: (span) => `Branched at ${entries(span)}`,
  held: (span) => `Held apart: ${entries(span)}`,
  emptied: (span) => `Emptied, lost ${entries(span)}`,
  missing: (span) => `Received and lost: ${entries(span)}`,
  damaged: (span) => `Damaged on the tablet from ${entries(span)}`,
  refilled: (span) =>
    `Emptied; a rescue file brought ${entries(span)}. What was taken after that file was saved, if anything, is lost`,
  refused: (n) => `Refused ${counted(n, 'time')}`,
  on: (when) => `on ${when}`,
  notWhole: 'Logs that are not whole',
  chain: 'Each entry carries the mark of the one before: a missing or changed entry shows at once.',
  means: {
    hole: 'The tablet holds these entries no more and the server never had them, so ratings in them do not count. Do not clear the tablet; tell the operator.',
    branch:
      'The tablet sent other content for numbers that were stored already. Both are kept; the new part is a log of its own and counts. Ask the operator to check the tablet.',
    held: 'A retired tablet still sends. These entries are held apart and are in no figure yet: count them if they are ratings of citizens at the counter, and leave them if the tablet had gone.',
    emptied:
      'The tablet came back without what it held and began a new log. What it had not sent by then is lost; what the server had received is still there. If nobody knows why it was emptied, retire this tablet and tell the operator.',
    missing:
      'The server once had these entries, but the backup that was restored has not, and the tablet holds them no more, so ratings in them do not count. If there is a newer backup or a rescue file, tell the operator.',
    damaged:
      'The tablet’s storage damaged or lost a part of its log, so it began a new one. What was not sent behind the damage leaves the tablet only in a rescue file: open the staff corner on the tablet, save the file, and import it on this page. Then ask the operator to check or replace the tablet.',
    refused:
      'The signature or the chain did not fit, so the server stored nothing more. The ratings are still on the tablet. If it happens again, tell the operator.',
  },
  count: 'Count',
  countTitle: (id, span) => `Count ${entries(span)} of tablet ${id}?`,
  countWhat:
    'The ratings in them count like those that come late: on the day of the tap, and they go out with the half day that is open now. This cannot be undone.',
  counted: (id) => `What was held apart of tablet ${id} counts.`,
  leave: 'Leave',
  leaveTitle: (id, span) => `Leave ${entries(span)} of tablet ${id}?`,
  leaveWhat: 'These entries stay in the log and are in no figure. This cannot be undone.',
  left: (id) => `What was held apart of tablet ${id} does not count.`,
  begin: 'Begin counting',
  beginTitle: (counter) => `Begin counting ratings at ${counter}?`,
  beginWhat:
    'From the next sync on, ratings on this tablet count. Practice ratings before that never count. This cannot be undone.',
  move: 'Move',
  moveTitle: (counter, id) => `Move tablet ${id} from ${counter} to another counter?`,
  moveWhat:
    'From its next sync on, ratings on this tablet are of the new counter. Those before stay with the old one. A duty that is open on the tablet ends.',
  moved: (id, counter) => `Tablet ${id} now stands at ${counter}.`,
  call: 'Call',
  callTitle: (counter, id) => `Call tablet ${id} at ${counter}?`,
  callWhat:
    'At its next contact, within a minute where it has a network, the tablet sends at once what it still holds. While nobody is at it, its screen shows counter and tablet for about half a minute, so that you see which one it is; a touch brings it back.',
  called: (counter) => `Called the tablet at ${counter}.`,
  retire: 'Retire',
  retireTitle: (counter, id) => `Retire tablet ${id} at ${counter}?`,
  retireWhat:
    'The tablet stops taking ratings from its next sync on. Its log and the ratings received stay. To use it again, save its rescue file, clear its browser data, and pair it as a new tablet.',
  retirePending: (n) =>
    `${counted(n, 'rating is', 'ratings are')} still unsent: what arrives after retiring is held apart and not counted. Better wait until all are sent.`,
  begun: (counter) => `Ratings at ${counter} now count.`,
  gone: (id) => `Tablet ${id} is retired.`,
  empty: 'There is no tablet yet. Get a pairing code to add the first one.',
}

/** One entry or a span of them: 412 or 412–415. */
function entries(span: string): string {
  return `${span.includes('–') ? 'entries' : 'entry'} ${span}`
}

const settings: PlacesText['settings'] = {
  unit: 'Unit',
  hours: 'Working hours',
  hoursHint: 'Within working hours a tablet always takes ratings. Leave free half days empty.',
  days: 'Days off',
  daysHint:
    'Public holidays, days in lieu included. Where there are working hours, tablets say “Counter closed for now” on them. The Prime Minister sets the days of Tết and of the National Day each year: please compare. Untick a day on which the unit works.',
  dayNamed: (day, name) => `${day}: ${name}`,
  holidays: {
    'new-year': 'New Year',
    tet: 'Lunar New Year (Tết)',
    'hung-kings': 'Hùng Kings’ Day',
    reunification: 'Reunification Day',
    labour: 'Labour Day',
    national: 'National Day',
    culture: 'Vietnamese Culture Day',
    'in-lieu': 'in lieu of a weekend',
    own: 'the unit’s own day off',
  },
  addDay: 'Add a day off',
  always: 'Always open',
  byHours: 'By hours of the week',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  span: (n) => `span ${n}`,
  from: 'from',
  to: 'to',
  meet: 'Meeting the head',
  meetHint: 'Stands on the thank-you page, the same for every rating. Leave both empty if not used.',
  room: 'Room',
  phone: 'Telephone',
  counters: 'Counters',
  addCounter: 'Add a counter',
  editCounter: (label) => `Edit ${label}`,
  officer: 'Officer',
  byShift: 'By duty',
  isHall: 'The hall: citizens choose the counter',
  hallHint:
    'For a tablet in the hall: citizens tap the number of the counter they were at, or “My papers have not been received yet”. The rating is that counter’s, and of whoever served there then; where that is not known, nobody’s.',
  officerHint:
    '“By duty”: officers begin duty on the tablet with their PIN (given on the page Officers); while nobody is on duty, ratings count for the counter alone. If you choose a person, all ratings at the counter count for them.',
  open: 'Open',
  closed: 'Closed for now',
  closeCounter: 'Close for now',
  openCounter: 'Open again',
  closeTitle: (label) => `Close ${label} for now?`,
  closeWhat:
    'The tablet shows “Counter closed for now” from its next sync on. People just served can still rate for 30 minutes. You can open it again at any time.',
  sent: 'Saved. Tablets get the change at their next sync.',
  screens: 'Screens for citizens',
  word: 'Word for an officer',
  wordHint:
    'As công chức, viên chức, nhân viên. Empty: cán bộ. It changes the Vietnamese sentences on the tablets alone.',
  patience: 'Time before a screen closes by itself',
  patiences: { '1': 'As usual', '2': 'Twice as long', '3': 'Three times as long' },
  patienceHint:
    'Usually 60 seconds after the last touch at the eight standards, 90 seconds at feedback, 6 seconds at the thanks. Choose longer where many are elderly.',
  deadlines: 'Deadlines for concerns',
  deadlinesHint:
    'From 1 to 30 working days by the unit’s own calendar, from when a concern appears on the page Feedback. Usually: acknowledged within 1 day, concluded within 5.',
  acknowledge: 'Acknowledged within (working days)',
  conclude: 'Concluded within (working days)',
  proof: 'Proof',
  proofWhat:
    'The closing hash of each half day, signed by the server: numbers, hashes and signatures only, no rating. Keep the file elsewhere; later an auditor compares it with the database and sees whether the log was rewritten.',
  proofDownload: 'Download the proof',
}

export const enPlaces: PlacesText = {
  pairing,
  tablets,
  settings,
  rescue: enRescue,
  roster: enRoster,
  verified: enVerified,
  accounts: enAccounts,
  tokens: enTokens,
  closings: enClosings,
  log: enLog,
  urgent: enUrgent,
}
