import { describe, expect, it, test } from 'vitest'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { isProblemCode } from '#src/protocol/problem-code.ts'

describe('the list of problems', () => {
  test.each(Object.entries(PROBLEMS))('%s has a status and a sentence in both languages', (code, kind) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(kind.status).toBeGreaterThanOrEqual(400)
    expect(kind.status).toBeLessThan(600)
    expect(kind.said.vi).toMatch(/^\p{Lu}.*\.$/u)
    expect(kind.said.en).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('asks to try again for what passes by itself: overload, a fault, a gap', () => {
    const again = Object.entries(PROBLEMS).flatMap(([code, kind]) => (kind.retry ? [code] : []))
    expect(again.sort()).toEqual(['gap', 'internal', 'slow-down', 'unavailable'])
  })

  it('is closed', () => {
    expect(isProblemCode('gap')).toBe(true)
    for (const other of ['toString', '__proto__', '', 'GAP', 7, null, undefined]) {
      expect(isProblemCode(other)).toBe(false)
    }
  })
})
