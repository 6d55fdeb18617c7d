import { describe, expect, test } from 'vitest'
import { SUSPECT_RULES } from '#src/domain/suspect/suspect.ts'
import { enSuspect } from '#src/ui/text/suspect.en.ts'
import { viSuspect } from '#src/ui/text/suspect.vi.ts'

const ACCUSING =
  /gian|giả|lừa|khống|đáng ngờ|nghi ngờ|vi phạm|cheat|fake|fraud|forge|stuff|guilt|dishonest|suspicio/i

describe.each(SUSPECT_RULES)('what is said of ratings by the rule %s', (rule) => {
  const vi = viSuspect.rules[rule]
  const en = enSuspect.rules[rule]

  test('says how many, in the words of one and of many', () => {
    expect(vi('1.204')).toMatch(/^1\.204 phiếu /)
    expect(en('1')).toMatch(/^1 rating /)
    expect(en('1,204')).toMatch(/^1,204 ratings /)
  })

  test('names the same numbers in both languages', () => {
    const named = (sentence: string) => sentence.replaceAll(/(\d),(\d)/g, '$1.$2').match(/\d+(\.\d+)?/g)
    expect(new Set(named(en('12')))).toEqual(new Set(named(vi('12'))))
  })

  test('accuses nobody', () => {
    // "gian" is also a part of "thời gian", time.
    const said = [vi('12').replaceAll('thời\u00a0gian', ''), en('12')]
    for (const sentence of [...said, viSuspect.hint, enSuspect.hint]) expect(sentence).not.toMatch(ACCUSING)
  })
})
