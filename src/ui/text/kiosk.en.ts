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

const closed: KioskText['closed'] = {
  title: 'Counter closed for now',
  reopens: (time) => `Reopens at ${time} today.`,
  elsewhere: (counter) => `Please go to ${counter} for help.`,
  rate: 'I was just served and want to rate',
  staff: 'Staff: start duty',
}

const notice: KioskText['notice'] = {
  staffMissing: 'The part for staff could not be opened. Check the network, then reload the page.',
  diskNearlyFull: 'This tablet is almost full. Please tell the usher.',
  called: (counter, device) => `${counter}, tablet ${device}`,
  secondTab: 'The app is already open in another tab. Close this tab and use the other one.',
  storageFailed:
    'The tablet cannot write to its storage, so it takes no ratings for now. Please tell the usher or use a paper form.',
  retired:
    'This tablet no longer takes ratings. Unsent ratings are still on it; staff can send or save them in the staff corner.',
}

export const en: KioskText = {
  language: 'Ngôn ngữ / Language',
  textSize: 'Larger text',
  servedBy: 'Served by',
  counterName: (counter) => `Rating for ${counter}`,
  question: 'Are you satisfied with how the officer served you?',
  faces,
  faceName: (label, level) => `${label}, level ${level} of 5`,
  privacy: 'We do not ask your name. The officer at the counter cannot see single ratings.',
  chooseYourself: 'Please choose yourself. The officer must not choose for you.',
  notThisPerson: 'Not this person?',
  otherCounter: 'Another counter',
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
  chooseAgain: 'Choose again',
  closesIn: (seconds) => `Closes in ${seconds}\u00a0s`,
  closesSoon: (seconds) => `This screen closes in ${seconds} seconds`,
  moreTime: 'Touch for more time',
  done: 'Done',
  tellMore: 'Tell us more',
  skip: 'Skip',
  next: 'Next',
  back: 'Back',
  saving: 'Saving…',
  restMayBeLost: 'Your rating is recorded. What you added after it may not have been saved.',
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
  staffCorner: 'Staff corner',
  codeLabel: 'Your receipt code',
  codeKeep: 'Use it to check that your rating was recorded.',
  codeQrName: 'QR code to check your rating',
  meet: (room, phone) =>
    `To be answered in person: ${[room && `see the head in ${room}`, phone && `call ${phone}`].filter(Boolean).join(' or ')}.`,
  closed,
  notice,
}
