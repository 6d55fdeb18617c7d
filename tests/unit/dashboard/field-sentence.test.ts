import { expect, test, vi } from 'vitest'
import { FIELD_PROBLEMS, type FieldProblem } from '#src/protocol/field-problem.ts'

/** A browser's storage, empty: the language module reads it when it loads. */
vi.stubGlobal('localStorage', { getItem: () => null })
const { fieldSentence, lang } = await import('#src/dashboard/language.ts')

const said = (path: string, wrong: FieldProblem) =>
  (['vi', 'en'] as const).map((language) => {
    lang.value = language
    return fieldSentence(path, wrong).replaceAll('\u00a0', ' ')
  })

test('a field whose rule the page knows says the rule, whatever is wrong', () => {
  expect(said('staffPin', 'bad-form')).toEqual(['Mã PIN gồm đúng 6 chữ số.', 'The PIN has exactly 6 digits.'])
  expect(said('hours.0.1', 'not-right')[1]).toContain('07:30')
})

test('a name that is taken is said as taken, and another field in the words of the protocol', () => {
  expect(said('label', 'taken')).toEqual(['Tên này đã có.', 'This name is taken.'])
  expect(said('officer', 'no-officer')).toEqual(Object.values(FIELD_PROBLEMS['no-officer']))
})

test('a name that is too long is not asked for once more', () => {
  expect(said('name', 'too-short')).toEqual(['Xin nhập tên.', 'Enter a name.'])
  expect(said('name', 'too-long')).toEqual(Object.values(FIELD_PROBLEMS['too-long']))
})
