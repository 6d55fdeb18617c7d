import { expect, test } from 'vitest'
import { check } from '#src/dashboard/form/check.ts'
import { EMPTY, setupOf } from '#src/dashboard/signin/set-up.ts'
import { Setup } from '#src/protocol/session.ts'
import { en } from '#src/ui/text/dashboard.en.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

test('an empty set-up names exactly the fields that are needed', () => {
  const checked = check(Setup, setupOf(EMPTY, 'token'))
  expect(checked.ok ? [] : Object.keys(checked.wrong).sort()).toEqual([
    'counter.label',
    'head.name',
    'head.password',
    'head.user',
    'staffPin',
    'unit.name',
  ])
})

test('an officer is asked for a name only where a title stands', () => {
  expect(setupOf({ ...EMPTY, 'officer.name': ' ' }, 't')).toMatchObject({ officer: null })
  const checked = check(Setup, setupOf({ ...EMPTY, 'officer.title': 'Chuyên viên' }, 't'))
  expect(checked.ok || checked.wrong).toHaveProperty(['officer.name'])
})

test('both languages have the same words', () => {
  expect(shape(en)).toEqual(shape(vi))
})

function shape(words: object): object {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      value !== null && typeof value === 'object' ? shape(value) : typeof value,
    ]),
  )
}
