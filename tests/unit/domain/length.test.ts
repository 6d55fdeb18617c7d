import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { AnyEntry } from '#src/domain/entry-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'
import { RatingBody } from '#src/domain/rating-schema.ts'
import { SignIn } from '#src/protocol/session.ts'

/** As JSON says it: what is compared with a number asks it for a text, and there is no function to make one. */
const UNCOMPARABLE = JSON.parse('{"length":{"toString":1,"valueOf":1}}')

it('what has a length that cannot be compared is a wrong value like any other, and throws nothing', () => {
  expect(SignIn.safeParse({ user: UNCOMPARABLE, password: 'x' }).success).toBe(false)
  expect(AnyEntry.safeParse({ v: 1, at: 1, kind: UNCOMPARABLE, body: {} }).success).toBe(false)
  expect(RatingBody.safeParse({ q: UNCOMPARABLE, ch: UNCOMPARABLE }).success).toBe(false)
  expect(z.array(z.int()).check(atMost(1)).safeParse(UNCOMPARABLE).success).toBe(false)
})

it('counts UTF-16 units and members, the bounds included', () => {
  const schema = z.string().check(atLeast(2), atMost(4))
  expect(['a', 'ab', 'abcd', 'abcde', '😀😀', '😀😀a'].map((text) => schema.safeParse(text).success)).toEqual(
    [false, true, true, false, true, false],
  )
  const seven = z.array(z.int()).check(atLeast(7), atMost(7))
  expect([6, 7, 8].map((n) => seven.safeParse(Array(n).fill(0)).success)).toEqual([false, true, false])
})

it('no schema bounds a length by Zod’s own check', () => {
  const sources = globSync('{src,sw}/**/*.{ts,tsx}').filter((file) => !file.endsWith('domain/length.ts'))
  expect(sources.length).toBeGreaterThan(100)
  const own = sources.filter((file) => /\bz\.(maxLength|minLength|length)\(/.test(readFileSync(file, 'utf8')))
  expect(own).toEqual([])
})
