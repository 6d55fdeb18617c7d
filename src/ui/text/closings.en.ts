import type { ClosingsText } from './closings.vi.ts'

export const enClosings: ClosingsText = {
  title: 'Closing hashes',
  open: 'See and print the closings',
  print: 'Print',
  unit: 'Unit',
  id: 'Id of the unit',
  period: 'Period',
  printed: 'Made',
  what: 'At the end of each half day the server closes the logs: the hash binds every entry and every receipt of a rating up to then, and is signed. If an entry is changed, removed or added later, the hash no longer fits. No rating is on this page.',
  columns: {
    half: 'Half day',
    n: 'Entry',
    hash: 'Hash (SHA-256)',
    signature: 'Signature begins',
  },
  none: 'No half day of this period is closed yet.',
  half: (half, day) => `${half === 'am' ? 'Morning' : 'Afternoon'}, ${day}`,
  compareTitle: 'How to compare',
  compare: [
    'Keep this print where whoever runs the server cannot reach it.',
    'When it is to be checked, the operator runs “npm run closings -- --print” before the auditor’s eyes: each half day must have the same entry, the same hash and the same beginning of its signature.',
    'Where one differs or is missing, the log was rewritten. With the proof that was downloaded, run “npm run verify -- --closing <file>”: it compares each half day.',
  ],
}
