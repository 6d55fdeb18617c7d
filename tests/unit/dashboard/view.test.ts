import { expect, test } from 'vitest'
import { failed } from '#src/dashboard/api.ts'
import { after, type View } from '#src/dashboard/view.ts'

const offline = failed('offline')
const { problem } = offline

test('an answer makes every view ready', () => {
  const views: View<number>[] = [
    { kind: 'loading' },
    offlineView(),
    { kind: 'stale', value: 1, at: 1, problem },
  ]
  for (const view of views)
    expect(after(view, { ok: true, value: 2 }, 9)).toEqual({ kind: 'ready', value: 2, at: 9 })
})

test('a failure takes nothing away', () => {
  expect(after<number>({ kind: 'loading' }, offline, 9)).toEqual(offlineView())
  const stale = after({ kind: 'ready', value: 1, at: 5 }, offline, 9)
  expect(stale).toEqual({ kind: 'stale', value: 1, at: 5, problem })
  expect(after(stale, offline, 12)).toEqual(stale)
})

function offlineView(): View<number> {
  return { kind: 'failed', problem }
}
