import { expect, test } from 'vitest'
import { ACTS, may, RELATIONS, ROLES } from '#src/domain/access.ts'

const allowed = (role: (typeof ROLES)[number]) => ACTS.filter((act) => may(role, act))

test('P10: each sees their own unit, and no role does anything in another', () => {
  for (const role of ROLES)
    for (const act of ACTS)
      for (const relation of RELATIONS.filter((one) => one !== 'own'))
        expect(may(role, act, relation), `${role} ${act} ${relation}`).toBe(false)
})

test('a head may do everything there; who only helps or proves administers nothing and gives nobody access', () => {
  expect(allowed('head')).toEqual(ACTS)
  expect(allowed('deputy')).toEqual(['look', 'figures', 'rows', 'feedback', 'proof', 'rescue'])
  expect(allowed('auditor')).toEqual(['look', 'figures', 'rows', 'proof', 'deeds'])
})
