import type { PlacesText } from './dashboard-places.vi.ts'

export const enUrgent: PlacesText['urgent'] = {
  lead: 'Ratings in which somebody says that money or a gift was asked for or hinted at. They are told at once to the superior and to whom the unit names, and wait for no group of five. Each opening of this page is written in the log.',
  none: (days) => `Nothing urgent in the last ${days} days.`,
  notNamed: 'The unit has not named you to receive urgent matters.',
  notNamedHint: 'The head names people on the Settings page.',
  kept: 'Something was written; only whom that unit names reads it.',
  notice: (n, days) => `${n} ratings of the last ${days} days say that a bribe was asked for`,
  noticeHint: 'Press here to read; that they were opened is written in the log',
  receivers: 'Urgent matters',
  receiversHint:
    'A rating with the reason “Asked for or hinted at money or a gift” is told at once to the people chosen here, with what was written. Nobody reads a rating about themselves.',
  above: (unit) => `The superior (${unit}) is always told, without what was written.`,
  noneAbove:
    'The unit has no superior on this system. If nobody is chosen, nobody is told at once: the rating waits like other feedback.',
}
