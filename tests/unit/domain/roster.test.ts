import { expect, test } from 'vitest'
import { type Listed, type RosterRow, rosterOutcomes } from '#src/domain/roster.ts'

const LAN: Listed = {
  id: 'lan222',
  name: 'Nguyễn Thị Lan',
  title: 'Chuyên viên',
  field: 'Hộ tịch',
  initials: '',
}
const LAN_TOO: Listed = { ...LAN, id: 'lan333', field: 'Đất đai' }
const TUAN: Listed = { id: 'tuan22', name: 'Đỗ Anh Tuấn', title: '', field: '', initials: 'ĐT' }

const line = (name: string, more: Partial<RosterRow> = {}): RosterRow => ({ id: null, name, ...more })
const of = (rows: RosterRow[], officers: Listed[] = [LAN, TUAN]) => rosterOutcomes(rows, officers)

test('a line adds whom nobody knows, and leaves as it is what it does not say', () => {
  expect(of([line('Lê Văn An'), line('Nguyễn Thị Lan')])).toEqual([
    { kind: 'new' },
    { kind: 'same', id: 'lan222' },
  ])
})

test('a line changes what it says otherwise, an empty cell too, by name or by id', () => {
  expect(
    of([
      line('Nguyễn Thị Lan', { title: '', field: 'Hộ tịch' }),
      line('Đỗ Anh Tú', { id: 'tuan22', initials: 'ĐT' }),
    ]),
  ).toEqual([
    { kind: 'changed', id: 'lan222', columns: ['title'] },
    { kind: 'changed', id: 'tuan22', columns: ['name'] },
  ])
})

test('case, spaces and the way in which marks are stored tell nobody apart; what is written is kept', () => {
  expect(of([line('nguyễn  thị LAN')])).toEqual([{ kind: 'changed', id: 'lan222', columns: ['name'] }])
  expect(of([line('Nguyễn Thị Lan'.normalize('NFD'))])[0]).toMatchObject({ id: 'lan222' })
})

test('who is meant twice, whose name several bear, and who is not of the unit is wrong', () => {
  expect(
    of([line('Lê An'), line('LÊ AN'), line('Lan', { id: 'lan222' }), line('Lan', { id: 'lan222' })]),
  ).toEqual([
    { kind: 'new' },
    { kind: 'wrong', column: 'name', why: 'twice', of: 0 },
    { kind: 'changed', id: 'lan222', columns: ['name'] },
    { kind: 'wrong', column: 'id', why: 'twice', of: 2 },
  ])
  expect(of([line('Nguyễn Thị Lan')], [LAN, LAN_TOO])).toEqual([
    { kind: 'wrong', column: 'name', why: 'namesakes' },
  ])
  expect(of([line('Nguyễn Thị Lan', { id: 'zzzzzz' })])).toEqual([
    { kind: 'wrong', column: 'id', why: 'no-officer' },
  ])
})

test('of namesakes those that are meant by id leave the name to the other', () => {
  const both = [line('Nguyễn Thị Lan', { id: 'lan222' }), line('Nguyễn Thị Lan')]
  expect(of(both, [LAN])).toEqual([{ kind: 'same', id: 'lan222' }, { kind: 'new' }])
  expect(of(both, [LAN, LAN_TOO])).toEqual([
    { kind: 'same', id: 'lan222' },
    { kind: 'same', id: 'lan333' },
  ])
})

test('who is called as something that every object has is nobody that there is', () => {
  expect(of([line('constructor'), line('__proto__')])).toEqual([{ kind: 'new' }, { kind: 'new' }])
})
