import { expect, test } from 'vitest'
import { matchesName } from '#src/domain/name-search.ts'

test.each([
  ['Nguyễn Thị Hương', 'huong', true],
  ['Đỗ Văn Đức', 'duc', true],
  ['Đỗ Văn Đức', ' ĐỖ văn ', true],
  ['Lê Thị Hoa', 'Hoà', true],
  ['Lê Thị Hoa', '', true],
  ['Lê Thị Hoa', 'hoan', false],
])('%s is found by "%s": %s', (name, sought, found) => {
  expect(matchesName(name, sought)).toBe(found)
})
