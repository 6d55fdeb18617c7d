import type { Planted } from './bug.ts'

const API = 'tests/server/api/steps-of-five.test.ts'
const GROUPS = 'tests/unit/domain/row-groups.test.ts'

/** Bugs by which a figure would tell of fewer than five citizens; the property in `test` is worth what it catches. */
export const OF_THE_FIGURES: readonly (Planted & { test: string })[] = [
  {
    name: 'blocks-of-one',
    file: 'src/domain/release.ts',
    test: API,
    find: `  const blocks = groupBy(leftovers, ({ seq }) => Math.floor(seq / GROUP))
  return [...blocks.values()].filter((block) => block.length < GROUP).flat()`,
    replace: `  const blocks = groupBy(leftovers, ({ seq }) => seq)
  return [...blocks.values()].filter((block) => block.length < 1).flat()`,
  },
  {
    name: 'leftovers-shown-before-five-are-together',
    file: 'src/domain/release.ts',
    test: API,
    find: `filter((block) => block.length < GROUP)`,
    replace: `filter((block) => block.length < 3)`,
  },
  {
    name: 'counter-moved-live',
    file: 'src/server/reports.ts',
    test: API,
    find: `await releasedSums(trx, span)`,
    replace: `(await closedOf(trx, span, 1e9)).map((one) => ({ ...one, through: 0 }))`,
  },
  {
    name: 'rows-without-their-block',
    file: 'src/domain/row-groups.ts',
    test: API,
    find: `    const name = nameOf(place, half)\n`,
    replace: `    const name = \`\${row.position}\`\n`,
  },
  {
    name: 'groups-of-fewer-than-five',
    file: 'src/domain/row-groups.ts',
    test: GROUPS,
    find: `    const kept = left.filter(({ rows }) => rows.every(isMany))\n`,
    replace: `    const kept = left.filter(({ rows }) => rows.some(isMany))\n`,
  },
  {
    name: 'new-number-that-moves-by-one',
    file: 'src/server/reports.ts',
    test: API,
    find: `    closed: halfDayOf(closed),\n`,
    replace: `    closed: halfDayOf(closed),\n    received: figures ? await countOf(trx, span) : 0,\n`,
  },
  {
    name: 'counter-that-tells-more',
    file: 'src/server/reports.ts',
    test: API,
    find: `      ...counter,\n`,
    replace: `      ...counter,\n      received: arrivals.filter((one) => one.counter === counter.counter).length,\n`,
  },
  {
    name: 'day-that-tells-its-total',
    file: 'src/server/reports.ts',
    test: API,
    find: `days.map((day, i) => ({ day, `,
    replace: `days.map((day, i) => ({ day, total: cells[i]!.total, `,
  },
]
