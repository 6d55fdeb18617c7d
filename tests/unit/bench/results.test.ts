import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { expect, test } from 'vitest'
import { originOf } from '../../../bench/results.ts'

test('what was measured says by which versions: of Node, and of the packages that its numbers depend on', () => {
  const product = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  const origin = originOf(5, { isQuick: false, packages: ['better-sqlite3'], loads: { before: 0, after: 0 } })
  expect(origin).toContain(`Node ${process.versions.node} · `)
  expect(origin.endsWith(` · better-sqlite3 ${product.dependencies['better-sqlite3']}`)).toBe(true)
})

test('a machine is called busy that was so before the rounds or after them, and both loads are told', () => {
  const busy = cpus().length
  const origin = (before: number, after: number) =>
    originOf(5, { isQuick: false, packages: [], loads: { before, after } })
  expect(origin(busy, 0)).toContain(` · **busy machine**, load ${busy}.0 before, 0.0 after · `)
  expect(origin(0, 2 * busy)).toContain(` · **busy machine**, load 0.0 before, ${2 * busy}.0 after · `)
  expect(origin(0, busy), 'what the rounds themselves do').toContain(` · load 0.0 before, ${busy}.0 after · `)
  expect(origin(0.1, 0.2)).toContain(' · load 0.1 before, 0.2 after · ')
})
