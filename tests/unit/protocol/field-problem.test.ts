import { describe, expect, it, test } from 'vitest'
import { FIELD_PROBLEMS, WrongFields, wrongFields } from '#src/protocol/field-problem.ts'
import { CounterForm, Setup } from '#src/protocol/session.ts'

describe('what is wrong with a field', () => {
  test.each(Object.entries(FIELD_PROBLEMS))('%s has a sentence in both languages', (code, said) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const sentence of [said.vi, said.en]) expect(sentence).toMatch(/^\p{Lu}[^()]*\.$/u)
  })

  it('is named by code for each field of a form', () => {
    const form = { label: '', name: 'x'.repeat(81), officer: 'not an id' }
    const { error } = CounterForm.safeParse(form)
    expect(wrongFields(error?.issues ?? [])).toEqual({
      label: 'too-short',
      name: 'too-long',
      officer: 'bad-form',
    })
    expect(wrongFields(Setup.safeParse({}).error?.issues ?? [])).toMatchObject({ head: 'not-right' })
  })

  it('is still wrong where a newer server names it in a word that this program does not know', () => {
    expect(WrongFields.parse({ label: 'taken', name: 'rude', place: 7 })).toEqual({
      label: 'taken',
      name: 'not-right',
      place: 'not-right',
    })
  })
})
