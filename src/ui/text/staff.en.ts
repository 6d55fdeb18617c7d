import type { StaffText } from './staff.vi.ts'

const pairing: StaffText['pairing'] = {
  state: 'Device not paired',
  title: 'Pair this tablet',
  hint: 'Get the code in the admin site: Tablets → Pair a new tablet. One use, valid 10 minutes.',
  code: 'Enter the 8-character code',
  qr: 'Or scan the QR code',
  qrHint: 'Open this tablet’s camera app and scan the QR code on the admin site.',
  pair: 'Pair',
  deleteCharacter: 'Delete',
  checking: 'Checking the tablet…',
  expired: 'Code expired. Get a new one.',
  used: 'Code already used.',
  unknown: 'Wrong code. Please check every character.',
  noNetwork: 'No network. Pairing needs a network.',
  refused: 'The server could not pair this tablet. Try again; if it still fails, tell the operator.',
  insecure: 'This page is not secure, so the tablet cannot keep ratings. Open the office’s https:// address.',
  storageBroken:
    'The tablet cannot read back what it wrote. Leave private browsing and check the storage, or use another tablet.',
  paired: 'Tablet paired',
  warned: 'The tablet can take ratings, but please note:',
  notOffline: 'The app is not ready to run offline. Reload the page; if it still fails, update Chrome.',
  notPersistent: 'The browser does not promise to keep data. Install the app on the home screen.',
  bareAddress:
    'This address is an IP number. If it changes, the tablet cannot open its saved ratings. Use a domain name.',
  wrongClock: (minutes) =>
    `This tablet’s clock is off by ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Turn on automatic time.`,
  goOn: 'Continue anyway',
}

const pin: StaffText['pin'] = {
  clear: 'Clear all',
  deleteDigit: 'Delete one digit',
  wrong: (left) => `Wrong PIN. ${left} ${left === 1 ? 'attempt' : 'attempts'} left.`,
  locked: (minutes) => `Locked for ${minutes} minutes.`,
  pinName: '6-digit PIN',
  entered: (n) => `${n} of 6 digits entered`,
}

const duty: StaffText['duty'] = {
  title: 'Start duty',
  hint: 'Choose your name, then enter your 6-digit PIN.',
  names: 'Officers’ names',
  search: 'Find a name',
  pinOf: (name) => `PIN of ${name}`,
  note: 'Everyone uses their own PIN. Do not lend it or enter it for others. Never rate in a citizen’s place.',
  start: 'Start',
  checking: 'Checking…',
  locked: (minutes) => `Locked for ${minutes} minutes; ratings go to the counter meanwhile.`,
  lockedByServer: 'This PIN is locked. Ask the head to unlock it.',
  gone: 'This name is no longer on the list. Please choose again.',
  notKept: 'The tablet could not record this. Please try again.',
  empty:
    'No staff list yet. Connect to the network to sync. Whoever has no PIN asks the head for one, on the Officers page.',
  on: (name) => `On duty: ${name}`,
  asks: (name) =>
    `Nobody knows whether the duty of ${name} is over: this tablet’s clock may be wrong. If still at work, enter the PIN again; if not, end the duty.`,
  end: 'End duty',
  endSurely: 'Press again to end it',
  corner: 'How this tablet is',
}

const own: StaffText['own'] = {
  look: 'My duties',
  show: 'Show',
  title: (name) => `Duties of ${name} at this tablet`,
  none: 'No duty has ended here in the last 14 days.',
  span: (day, from, to) => (to === null ? `${day}, from ${from}` : `${day}, ${from}–${to}`),
  objected: 'Objected to',
  why: 'Why you object',
  whys: { 'not-me': 'This duty is not mine', part: 'Only a part of this duty is mine' },
  send: 'Send the objection',
  sent: 'Recorded. The head will look at it and decide.',
}

const corner: StaffText['corner'] = {
  title: 'Staff corner',
  hint: 'Enter your PIN to see how this tablet is doing.',
  pending: (n) => (n === 0 ? 'Nothing waiting to be sent' : `Waiting to be sent: ${n.toLocaleString('en')}`),
  lastReceipt: (when) => `Last received by the server: ${when}`,
  neverReceived: 'The server has received nothing from this tablet yet',
  storage: (used, quota) =>
    `Storage used: ${used.toLocaleString('en')}\u00a0MiB of ${quota.toLocaleString('en')}\u00a0MiB`,
  persisted: 'The browser keeps this data for good',
  notPersisted: 'The browser does not promise to keep data. Install the app on the home screen.',
  clock: (now) => `This tablet’s clock: ${now}`,
  build: (id) => `Version ${id}`,
  certificate: (day) =>
    `The server’s certificate ends on ${day}: then ratings stay on this tablet. Please tell the operator.`,
  syncNow: 'Sync now',
  syncing: 'Syncing…',
  synced: 'All ratings are sent.',
  syncFailed: 'Could not sync. Ratings are still saved on this device and will be sent again.',
  offline: 'Offline. Ratings are still saved on this device.',
  close: 'Close',
}

const rescue: StaffText['rescue'] = {
  save: 'Save a rescue file',
  hint: 'When the tablet cannot send: a rescue file holds every rating kept on this tablet, and only the server opens it.',
  writing: (percent) => `Writing the file… ${percent}%`,
  stop: 'Stop',
  stopped: 'Stopped, no file was saved. The ratings are still on this tablet.',
  failed:
    'The file could not be written. The ratings are still on this tablet. Try again; if it still fails, tell the operator.',
  saved: (name) =>
    `The file ${name} was downloaded to this tablet. Copy it to the head’s computer and import it on the Tablets page. The ratings stay here too and are never counted twice.`,
  shared: (name) =>
    `The file ${name} was passed on. Import it on the head’s Tablets page. The ratings stay here too and are never counted twice.`,
  lost: 'Some entries on this tablet are damaged and could not go into the file; tell the operator.',
}

const storage: StaffText['storage'] = {
  failed: 'Do not clear the browser’s data. Restart the tablet; if it still fails, tell the operator.',
  newer:
    'A newer version has written the data on this tablet. Do not clear the browser’s data. Connect to the network and restart the tablet; if it still fails, tell the operator.',
}

const hall: StaffText['hall'] = {
  which: 'Which counter were you just at?',
  notReceived: 'My papers have not been received yet',
}

export const en: StaffText = { pairing, pin, duty, own, corner, rescue, storage, hall }
