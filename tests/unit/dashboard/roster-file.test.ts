import { describe, expect, test } from 'vitest'
import { textIn } from '#src/dashboard/roster/decode.ts'
import { previewOf } from '#src/dashboard/roster/preview.ts'
import { type Sheet, sheetOf } from '#src/dashboard/roster/sheet.ts'
import { guarded, unguarded } from '#src/domain/csv-cell.ts'

const TABLE = 'Họ và tên,Chức danh\r\nNguyễn Thị Ngọc Ước,Chuyên viên\r\nĐỗ Hữu Thắng,\r\n'
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

/** As a Vietnamese Windows stores it: letters with their own byte, tone marks in a byte that follows. */
function windows1258(text: string): Uint8Array {
  const own = new Map(Array.from({ length: 256 }, (_, byte) => [decode1258(byte), byte] as const))
  const bytes = [...text.normalize('NFC')].flatMap((letter) => {
    const [base = '', ...marks] = own.has(letter) ? [letter] : [...letter.normalize('NFD')]
    const tone = marks.filter((mark) => /[\u0300\u0301\u0303\u0309\u0323]/.test(mark))
    const bare = [base, ...marks.filter((mark) => !tone.includes(mark))].join('').normalize('NFC')
    return [bare, ...tone].map((part) => own.get(part)!)
  })
  return Uint8Array.from(bytes)
}
const decode1258 = (byte: number) => new TextDecoder('windows-1258').decode(Uint8Array.of(byte))

describe('the text of a file', () => {
  test.each([
    ['UTF-8', Buffer.from(TABLE), 'utf-8'],
    ['UTF-8 with a BOM', Buffer.from(`\ufeff${TABLE}`), 'utf-8'],
    ['UTF-8 with marks apart', Buffer.from(TABLE.normalize('NFD')), 'utf-8'],
    ['UTF-16 little end first', Buffer.from(`\ufeff${TABLE}`, 'utf16le'), 'utf-16'],
    ['UTF-16 big end first', utf16(`\ufeff${TABLE}`, true), 'utf-16'],
    ['UTF-16 without a mark', utf16(TABLE, false), 'utf-16'],
    ['UTF-16 big end first without a mark', utf16(TABLE, true), 'utf-16'],
    ['Windows-1258', windows1258(TABLE), 'windows-1258'],
  ] as const)('is read from %s, letter by letter', (_, bytes, encoding) => {
    expect(textIn(bytes)).toEqual({ text: TABLE, encoding })
  })

  test.each([
    ['Excel', [0x50, 0x4b, 3, 4, 20, 0]],
    ['old Excel', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['a PDF', [...Buffer.from('%PDF-1.7\n')]],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10]],
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0]],
    ['bytes of a program', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]],
    ['text with a bell', [...Buffer.from('Họ và tên\n\u0007')]],
    ['a table in which a zero byte stands', [...Buffer.from('Họ và tên\nLê\u0000 An\nLê Thị Bình\n')]],
    ['UTF-16 that ends within a letter', [...utf16(`\ufeff${TABLE}`, false).subarray(0, -1)]],
    ['UTF-16 that begins within a letter', [...utf16(TABLE, false).subarray(1)]],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x48, 0, 0, 0]],
    ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]],
    ['gzip', [0x1f, 0x8b, 8, 0]],
  ])('%s is none', (_, bytes) => {
    expect(textIn(Uint8Array.from(bytes))).toBeUndefined()
  })

  test('an empty file is an empty text', () => {
    expect(textIn(new Uint8Array())?.text).toBe('')
  })
})

const opened = (text: string): Sheet => {
  const read = sheetOf(text)
  if (!read.ok) throw new Error(read.why)
  return read.sheet
}
const forms = (text: string) => opened(text).lines.map((line) => line.form)
const wrong = (text: string) => opened(text).lines.flatMap((line) => (line.form ? [] : line.wrong))
const LAN = {
  id: null,
  name: 'Nguyễn Thị Lan',
  title: 'Chuyên viên',
  field: 'Hộ tịch, Chứng thực',
  initials: 'NL',
}

describe('a table', () => {
  test.each([
    ['commas', 'Họ và tên,Chức danh,Lĩnh vực,Chữ tắt\nNguyễn Thị Lan,Chuyên viên,"Hộ tịch, Chứng thực",NL'],
    [
      'semicolons',
      'Họ và tên;Chức danh;Lĩnh vực;Chữ viết tắt\r\nNguyễn Thị Lan;Chuyên viên;Hộ tịch, Chứng thực;nl\r\n',
    ],
    [
      'tabs',
      'Họ và tên\tChức danh\tLĩnh vực\tChữ tắt\nNguyễn Thị Lan\tChuyên viên\tHộ tịch, Chứng thực\tNL\n',
    ],
    [
      'a line for Excel',
      'sep=;\nHọ và tên;Chức danh;Lĩnh vực;Chữ tắt\nNguyễn Thị Lan;Chuyên viên;Hộ tịch, Chứng thực;NL',
    ],
    [
      'English names in another order',
      'title,initials,NAME *,field\nChuyên viên,NL, Nguyễn Thị Lan ,"Hộ tịch, Chứng thực"',
    ],
  ])('with %s is read alike', (_, text) => {
    expect(forms(text)).toEqual([LAN])
  })

  test('a column that is not there says nothing, an empty cell says that there is none; others are named', () => {
    const { lines, unused } = opened('STT,Họ tên,Chức vụ\n1,Lê Văn An,\n')
    expect(lines.map(({ form }) => form)).toEqual([{ id: null, name: 'Lê Văn An', title: '' }])
    expect(unused).toEqual(['STT'])
  })

  test('a line with fewer cells than names says nothing of the others than that there is none', () => {
    expect(forms('Họ tên,Chức danh,Lĩnh vực\nLê An')).toEqual([
      { id: null, name: 'Lê An', title: '', field: '' },
    ])
  })

  test('lines are numbered as a spreadsheet does, empty ones too', () => {
    const { lines } = opened('\nHọ tên,Chức danh\n\nLê An,"hai\ndòng"\n,,\nLê Bình,\n')
    expect(lines.map(({ row }) => row)).toEqual([4, 6])
  })

  test.each([
    ['no name', 'name', 'too-short', 'Họ tên,Chức danh\n,Chuyên viên'],
    ['a long one', 'name', 'too-long', `Họ tên\n${'x'.repeat(81)}`],
    ['a line break', 'title', 'bad-form', 'Họ tên,Chức danh\nLê An,"hai\ndòng"'],
    ['initials that are none', 'initials', 'bad-form', 'Họ tên,Chữ tắt\nLê An,L.A'],
    ['long initials', 'initials', 'too-long', 'Họ tên,Chữ tắt\nLê An,LVAN'],
    ['an id that is none', 'id', 'no-officer', 'Mã,Họ tên\nNV-01,Lê An'],
    ['a formula', 'name', 'formula', 'Họ tên\n"=HYPERLINK(""http://x"")"'],
    ['a formula of an older kind', 'title', 'formula', 'Họ tên,Chức danh\nLê An,@SUM(A1)'],
    ['letters turned around', 'name', 'unseen', 'Họ tên\nLan\u202etrang'],
    ['a name that nobody sees', 'name', 'unseen', 'Họ tên,Chức danh\n\u200b,Chuyên viên'],
    ['a separator of lines', 'title', 'unseen', 'Họ tên,Chức danh\nLê An,một\u2028hai'],
    ['a formula behind spaces', 'name', 'formula', 'Họ tên\n"  =1+1"'],
    ['a full-width formula', 'title', 'formula', 'Họ tên,Chức danh\nLê An,＝1+1'],
    ['letters that were lost', 'name', 'lost-letters', 'Họ tên\nNguy?n Th? Lan'],
    ['more cells than names', null, 'cells', 'Họ tên\nLê An,Chuyên viên'],
  ])('%s is wrong, and nothing else is', (_, column, why, text) => {
    expect(wrong(text)).toEqual([{ column, why }])
  })

  test.each([
    ['nothing', '', { why: 'empty' }],
    ['a header alone', 'Họ và tên,Chức danh\n\n', { why: 'empty' }],
    ['a page of the web', '<!doctype html><p>Họ và tên</p>', { why: 'no-name' }],
    ['a list without names of columns', 'Lê An,Chuyên viên\nLê Bình,', { why: 'no-name' }],
    ['one name twice', 'Họ tên,Tên\nLê An,An', { why: 'twice', column: 'name' }],
    ['a quote that is not closed', 'Họ tên\n"Lê An\nLê Bình', { why: 'quotes', row: 2 }],
    [
      'a table of the web',
      '<table><tr><td>Họ và tên</td><td>Chức danh</td></tr></table>',
      { why: 'no-name' },
    ],
    ['rich text', '{\\rtf1\\ansi Họ và tên\\par Lê An}', { why: 'no-name' }],
    ['a list in JSON', '[{"name": "Lê An"}]', { why: 'no-name' }],
    ['10,000 lines', `Họ tên\n${'Lê An\n'.repeat(10_000)}`, { why: 'too-many', n: 10_000 }],
  ])('%s is no table', (_, text, said) => {
    expect(sheetOf(text)).toEqual({ ok: false, ...said })
  })
})

test('a cell that was guarded is read back as it was, and a formula is not', () => {
  for (const text of ['=1', "'=1", "''@x", '+84', '-', 'Lan', "'Lan", '', '＝1', '\t=1'])
    expect(unguarded(guarded(text))).toBe(text)
  for (const cell of ['=1', '+84', '-', '@x', '＝1']) expect(unguarded(cell)).toBeUndefined()
})

describe('the preview', () => {
  const officer = {
    ...{ id: 'lan222', name: 'Nguyễn Thị Lan', title: '', field: '', initials: '', absences: [] },
    ...{ pin: 'none' as const, pinLink: null },
  }
  const of = (text: string) => previewOf(opened(text).lines, [officer])

  test('says what comes of each line, the wrong ones first, and is sent only when none is', () => {
    const { lines, counts, form } = of(
      'Họ tên,Chức danh\nNguyễn Thị Lan,Chuyên viên\nLê An,\n,x\nlê an,\n=1,',
    )
    expect(lines.map(({ row, kind }) => [row, kind])).toEqual([
      [4, 'wrong'],
      [5, 'wrong'],
      [6, 'wrong'],
      [2, 'changed'],
      [3, 'new'],
    ])
    expect(lines[1]).toMatchObject({ troubles: [{ column: 'name', why: 'twice', row: 3 }] })
    expect(counts).toEqual({ wrong: 3, new: 1, changed: 1, same: 0 })
    expect(form).toBeUndefined()
    expect(of('Họ tên\nLê An').form).toEqual({ officers: [{ id: null, name: 'Lê An' }] })
  })

  test('what changes nothing is not sent', () => {
    expect(of('Họ tên,Chức danh\nNguyễn Thị Lan,')).toMatchObject({ counts: { same: 1 }, form: undefined })
  })
})
