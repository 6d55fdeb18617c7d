import type { Reason, Standard } from '#src/domain/conduct.ts'
import type { FiveFaces, KioskText, StandardText } from './kiosk.vi.ts'

const faces: FiveFaces = ['Very dissatisfied', 'Dissatisfied', 'Neutral', 'Satisfied', 'Very satisfied']

const standards: Readonly<Record<Standard, StandardText>> = {
  xin_chao: { label: 'Greeted', gloss: 'when you came' },
  xin_loi: { label: 'Apologised', gloss: 'for a mistake or delay' },
  xin_cam_on: { label: 'Said thank you', gloss: 'at the end' },
  xin_phep: { label: 'Asked permission', gloss: 'before interrupting or leaving' },
  mim_cuoi: { label: 'Always smiled', gloss: 'warm and welcoming' },
  nhe_nhang: { label: 'Always gentle', gloss: 'spoke calmly' },
  lang_nghe: { label: 'Always listened', gloss: 'let you finish' },
  giup_do: { label: 'Always helped', gloss: 'guided you with care' },
}

const reasons: Readonly<Record<Reason, string>> = {
  gay_kho_khan: 'Caused difficulty or trouble',
  tho_o: 'Indifferent, passed me around',
  loi_noi: 'Improper words or attitude',
  huong_dan: 'Unclear guidance',
  keo_dai: 'Long waiting, dragged out',
  tre_hen: 'Result was late',
  giay_to: 'Asked for papers or steps not required',
  voi_vinh: 'Asked for or hinted at money or a gift',
}

const duty: KioskText['duty'] = {
  title: 'Start duty',
  hint: 'Choose your name, then enter your 6-digit PIN.',
  pin: (name) => `PIN of ${name}`,
  note: 'Everyone uses their own PIN. Do not lend it or enter it for others. Never rate in a citizen’s place.',
  start: 'Start',
  end: 'End duty',
  clear: 'Clear all',
  deleteDigit: 'Delete one digit',
  wrong: (left) => `Wrong PIN. ${left} ${left === 1 ? 'attempt' : 'attempts'} left.`,
  locked: (minutes) => `Locked for ${minutes} minutes; ratings go to the counter meanwhile.`,
  empty: 'No staff list yet. Connect to the network to sync.',
  pinName: '6-digit PIN',
  entered: (n) => `${n} of 6 digits entered`,
}

const pairing: KioskText['pairing'] = {
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
  notOffline: 'The app is not ready to run offline. Reload the page; if it still fails, update Chrome.',
  notPersistent: 'The browser does not promise to keep data. Install the app on the home screen.',
  bareAddress:
    'This address is an IP number. If it changes, the tablet cannot open its saved ratings. Use a domain name.',
  wrongClock: (minutes) =>
    `This tablet’s clock is off by ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Turn on automatic time.`,
  goOn: 'Continue anyway',
}

const closed: KioskText['closed'] = {
  title: 'Counter closed for now',
  reopens: (time) => `Reopens at ${time} today.`,
  goTo: (counter) => `Please go to ${counter} for help.`,
  rate: 'I was just served and want to rate',
  staff: 'Staff: start duty',
}

const staff: KioskText['staff'] = {
  title: 'Staff corner',
  hint: 'Enter your PIN to see how this tablet is doing.',
  pending: (n) => (n === 0 ? 'Nothing waiting to be sent' : `Waiting to be sent: ${n}`),
  lastReceipt: (when) => `Last received by the server: ${when}`,
  neverReceived: 'The server has received nothing from this tablet yet',
  storage: (used, quota) => `Storage used: ${used} of ${quota}`,
  persisted: 'The browser keeps this data for good',
  notPersisted: 'The browser does not promise to keep data. Install the app on the home screen.',
  build: (id) => `Version ${id}`,
  syncNow: 'Sync now',
  syncing: 'Syncing…',
  synced: 'All ratings are sent.',
  syncFailed: 'Could not sync. Ratings are still saved on this device and will be sent again.',
  offline: 'Offline. Ratings are still saved on this device.',
  close: 'Close',
}

const notice: KioskText['notice'] = {
  loading: 'Opening…',
  diskNearlyFull: 'This tablet is almost full. Please tell the usher.',
  secondTab: 'The app is already open in another tab. Close this tab and use the other one.',
  storageFailed:
    'The tablet cannot write to its storage, so it takes no ratings for now. Please tell the usher or use a paper form.',
  storageFailedStaff: 'Do not clear browser data. Restart the tablet; if it still fails, tell the operator.',
  retired:
    'This tablet no longer takes ratings. Unsent ratings are still on it. To use it again, pair it once more.',
}

export const en: KioskText = {
  language: 'Ngôn ngữ / Language',
  textSize: 'Larger text',
  officerName: (name, role, counter) => `Served by: ${[name, role, counter].filter(Boolean).join(', ')}`,
  counterName: (counter) => `Rating for ${counter}`,
  question: 'Are you satisfied with how the officer served you?',
  faces,
  faceName: (label, level) => `${label}, level ${level} of 5`,
  privacy: 'We do not ask your name. The officer at the counter cannot see single ratings.',
  chooseYourself: 'Please choose yourself. The officer must not choose for you.',
  notThisPerson: 'Not this person?',
  practice: 'Practice – this rating does not count',
  online: 'Connected',
  offline: 'Offline, still recording',
  recorded: 'Recorded.',
  standardsQuestion: 'Did the officer do these?',
  standardsHint: 'Leave blank what did not arise or you do not remember.',
  standards,
  groups: { xin: 'Four courtesies', luon: 'Four habits' },
  yes: 'Yes',
  no: 'No',
  allYes: 'Yes to all',
  allYesName: 'Mark Yes for all eight',
  chooseAgain: 'Choose again',
  closesIn: (seconds) => `Closes in ${seconds}\u00a0s`,
  closesSoon: (seconds) => `This screen closes in ${seconds} seconds`,
  moreTime: 'Touch for more time',
  done: 'Done',
  tellMore: 'Tell us more',
  skip: 'Skip',
  next: 'Next',
  back: 'Back',
  page: (page, of) => `Page ${page} of ${of}`,
  saving: 'Saving…',
  commentNotSaved: 'Your rating is recorded. The comment could not be saved.',
  notRecorded: 'Not recorded. Please tell the usher or use a paper form.',
  reasonsQuestion: 'What would you like to tell us?',
  reasonsRead: 'The head of the office reads this; the officer at the counter cannot.',
  reasonsHint: 'Choose as many as you like, or skip.',
  reasons,
  commentLabel: 'In your words (optional)',
  commentNote: 'Please do not write your own name, phone or document number.',
  commentLength: (used, most) => `${used}\u00a0/\u00a0${most}`,
  masked: 'A phone or document number or e-mail was hidden.',
  send: 'Send',
  thanks: 'Thank you!',
  thanksBecause: 'Your opinion helps us serve you better.',
  thanksRing: (seconds) => `Closes in ${seconds}\u00a0s · Touch to keep the code`,
  codeLabel: 'Your receipt code',
  codeKeep: 'Use it to check that your rating was recorded.',
  codeAnswers: (address) => `Answers: at ${address} or on the notice board.`,
  codeQrName: 'QR code to check your rating',
  meet: (room, phone) => `To be answered in person: see the head in ${room} or call ${phone}.`,
  duty,
  pairing,
  closed,
  staff,
  notice,
}
