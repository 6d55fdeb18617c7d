import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { expect, test } from 'vitest'
import { originOf } from '../../../bench/results.ts'

test('what was measured says by which versions: of Node, and of the packages that its numbers depend on', () => {
  const product = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  const origin = originOf(5, {
    isQuick: false,
    packages: ['better-sqlite3'],
    busy: { before: 0, load: 0, after: 0 },
  })
  expect(origin).toContain(`Node ${process.versions.node} · `)
  expect(origin.endsWith(` · better-sqlite3 ${product.dependencies['better-sqlite3']}`)).toBe(true)
})

test('a machine is called busy where others worked before the rounds, beside them or after them, and all is told', () => {
  const all = cpus().length
  const origin = (before: number, load: number, after: number) =>
    originOf(5, { isQuick: false, packages: [], busy: { before, load, after } })
  expect(origin(all, 0, 0)).toContain(` · **busy machine**, at work ${all}.0 before, 0.0 after, load 0.0 · `)
  expect(origin(0, 2 * all, 0)).toContain(
    ` · **busy machine**, at work 0.0 before, 0.0 after, load ${2 * all}.0 · `,
  )
  expect(origin(0, 0, all)).toContain(` · **busy machine**, at work 0.0 before, ${all}.0 after, load 0.0 · `)
  expect(origin(0, all, 0), 'what the rounds themselves do').toContain(
    ` · at work 0.0 before, 0.0 after, load ${all}.0 · `,
  )
})
