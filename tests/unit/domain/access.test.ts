import { expect, test } from 'vitest'
import { ACTS, knows, may, RELATIONS, type Relation, ROLES, type Role } from '#src/domain/access.ts'

const allowed = (role: Role, relation: Relation) => ACTS.filter((act) => may(role, act, relation))

/** What is not of the own unit, said once more: everything else there is nothing. */
const ELSEWHERE: Readonly<Partial<Record<Role, Partial<Record<Relation, readonly string[]>>>>> = {
  superior: { child: ['closed', 'found', 'tree', 'place'], left: ['closed'] },
  head: { former: ['closed'], self: ['account', 'own-figures'] },
  deputy: { former: ['closed'], self: ['account', 'own-figures'] },
  officer: { self: ['account', 'own-figures'] },
}

test('P10: each sees their own unit; of others a superior what is closed below, and of those that went, and a head what is closed of the unit before', () => {
  for (const role of ROLES)
    for (const relation of RELATIONS.filter((one) => one !== 'own')) {
      const nothing = relation === 'self' ? ['account'] : []
      expect(allowed(role, relation), `${role} ${relation}`).toEqual(ELSEWHERE[role]?.[relation] ?? nothing)
      expect(knows(role, relation)).toBe(allowed(role, relation).length > 0)
    }
})

test('what each may do in their own unit', () => {
  const ofOneself = ['account', 'own-figures']
  const above = ['below', 'found', 'tree']
  expect(allowed('head', 'own')).toEqual(ACTS.filter((act) => ![...ofOneself, ...above].includes(act)))
  expect(allowed('deputy', 'own')).toEqual([
    ...[
      'look',
      'figures',
      'rows',
      'feedback',
      'duties',
      'proof',
      'rescue',
      'machine',
      'closed',
      'former',
      'urgent',
    ],
  ])
  expect(allowed('auditor', 'own')).toEqual([
    'look',
    'figures',
    'rows',
    'proof',
    'deeds',
    'machine',
    'closed',
  ])
  expect(allowed('superior', 'own')).toEqual(['closed', 'below', 'urgent', 'found'])
  expect(allowed('officer', 'own')).toEqual([])
  expect(allowed('operator', 'own')).toEqual(['machine'])
})
