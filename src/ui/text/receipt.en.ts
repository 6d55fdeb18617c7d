import type { ReceiptText } from './receipt.vi.ts'

const receipt: ReceiptText['receipt'] = {
  title: 'Look up a rating',
  intro: 'Enter the receipt code from the thank-you screen to see whether your rating was recorded.',
  code: 'Receipt code',
  codeHint: '12 characters, e.g. 7K2M-9PQX-3HTA',
  submit: 'Look up',
  asking: 'Looking it up…',
  failed: 'It could not be looked up.',
  recorded: 'The rating was recorded.',
  whole: 'It is whole, as the tablet recorded it.',
  counted: (month) => `It counts in the results of ${month}.`,
  same: 'Every receipt code of this unit and month opens the same page. It does not tell what any rating or comment says.',
  unknown: 'This code is not known yet',
  unknownWhy: (am, pm) => [
    'The tablet may not have sent the rating yet. What is not sent stays on the tablet.',
    `Or the half day is not closed yet: a rating of the morning can be looked up after ${am}:00, one of the afternoon after ${pm}:00, one of the evening after ${am}:00 the next day.`,
    'A rating given while the tablet said “Practice” does not count and is not here.',
  ],
  unknownNext:
    'Please compare each character with the thank-you screen, and look again the next working day. If it is still not known after several days, tell the head of the unit.',
  altered: 'This rating cannot be confirmed',
  alteredWhy:
    'The rating was recorded, but what is stored no longer fits your code. Please keep the code and tell the head of the unit, or the authority above it.',
}

export const enReceipt: ReceiptText = { receipt }
