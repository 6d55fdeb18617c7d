import type { Lang } from './text/lang.ts'

export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

/** First letter of the family name and of the given name, which Vietnamese writes last: Nguyễn Thị Lan → NL. */
export function initials(name: string): string {
  const [, first = '', last = ''] = /(\S)(?:.*\s(\S))?/su.exec(name.normalize('NFC')) ?? []
  return (first + last).toLocaleUpperCase('vi')
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: TIME_ZONE })

/** Twenty-four hours in the unit's zone: 08:05. */
export function clock(at: Date | number): string {
  return CLOCK.format(at)
}

/** A time as a sentence says it: "13 giờ 30", "08 giờ" or "13:30". */
export function spokenTime(at: Date | number, lang: Lang): string {
  const time = clock(at)
  if (lang === 'en') return time
  const [hour, minute] = time.split(':')
  return minute === '00' ? `${hour}\u00a0giờ` : `${hour}\u00a0giờ\u00a0${minute}`
}
