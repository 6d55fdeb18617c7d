import { counted } from './counted.ts'
import type { SuspectText } from './suspect.vi.ts'

const ratings = (n: string) => counted(n, 'rating')

export const enSuspect: SuspectText = {
  title: 'Unusual ratings',
  hint: 'This only says what is unusual, not that anybody did wrong. These ratings are still counted.',
  rules: {
    burst: (n) =>
      `${ratings(n)} right after one another on one tablet, all leaning one way: a row longer by far than any in the 28 days before. Perhaps a group came together.`,
    closed: (n) =>
      `${ratings(n)} on days off, or more than 20 minutes before or 30 minutes after the unit’s working hours; where no hours are set, at a time at which nobody rated in the 28 days before. Perhaps the counter worked longer.`,
    beat: (n) =>
      `${ratings(n)} evenly spaced: 8 or more, each off by at most 3% or 3 seconds. People seldom come so evenly.`,
    habit: (n) =>
      `${ratings(n)} in clusters of 3 or more, in a half hour that had such a cluster on at least 4 of 5 days before. Perhaps results are handed out then.`,
    rush: (n) =>
      `${ratings(n)} within 15 minutes, more than in any 15 minutes of the 28 days before. Perhaps many came at once.`,
    hurried: (n) =>
      `${ratings(n)} answered faster than one reads: under 0.6 seconds a standard, or under 0.9 seconds with “Yes to all”.`,
    'one-hand': (n) =>
      `${ratings(n)} answered as fast as the fastest tenth of the 28 days before, far more than usual. Perhaps by people who know the screen.`,
    'changed-up': (n) =>
      `${ratings(n)} changed from Neutral or lower to Satisfied or Very satisfied, far more than usual.`,
    'close-behind': (n) =>
      `${ratings(n)} right after another, within 40 seconds of the screen being ready, far more than usual. Perhaps people came together.`,
    blackened: (n) =>
      `${ratings(n)} at the two lowest levels, far more than in the 28 days before, while as many as ever were satisfied.`,
    crowded: (n) =>
      `${ratings(n)} in a half day with more people by far than any of the 28 days before. Perhaps many came that day.`,
  },
}
