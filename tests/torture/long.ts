import { expect, inject, test } from 'vitest'
import { runPart } from './parts.ts'

const asked = inject('torture')

test(asked.part, { timeout: 0 }, async ({ task }) => {
  const { line, failures } = await runPart(asked)
  Object.assign(task.meta, { line })
  expect(failures.slice(0, 10)).toEqual([])
})
