import { describe, expect, test } from 'vitest'
import { isForOldFont } from '#src/dashboard/roster/old-font.ts'
import { openTable } from '#src/dashboard/roster/open.ts'
import { inTcvn3, inVni, oneByteEach } from '#tests/support/old-fonts.ts'

const TABLE =
  'Họ và tên,Chức danh,Lĩnh vực\r\nNguyễn Thị Ngọc Ước,Chuyên viên,Hộ tịch\r\nĐỗ Hữu Thắng,Công chức,Đất đai\r\n'

describe('a table that was typed for an old font', () => {
  test('looks as such tables do', () => {
    expect(inTcvn3('Nguyễn Văn An, Trần Thị Hường, Đặng')).toBe('NguyÔn V¨n An, TrÇn ThÞ H\u00adêng, §Æng')
    expect(inVni('Nguyễn Văn An, Trần Thị Hường, Đặng')).toBe('Nguyeãn Vaên An, Traàn Thò Höôøng, Ñaëng')
  })

  test.each([
    ['TCVN3', inTcvn3(TABLE)],
    ['VNI', inVni(TABLE)],
  ])(
    '%s is known and nothing of it is read: as bytes, as UTF-8 that Excel made of it, and pasted',
    async (_, text) => {
      for (const given of [new Blob([oneByteEach(text)]), new Blob([text]), text])
        expect(await openTable(given)).toEqual({ ok: false, why: 'old-font' })
    },
  )

  test.each([
    ['Vietnamese', TABLE],
    ['Vietnamese without marks', 'Ho va ten\nLe Van An\n'],
    [
      'names of the highlands among others',
      'Họ và tên\nY Ñoan Niê Čam\nH’Nhuĕ Ñ Ayŭn\nLê Thị Bình\nTrần Văn Đức\nĐỗ Hữu Thắng\n',
    ],
    [
      'a sign or two',
      'Họ và tên,Ghi chú\nLê Văn An,® tầng 2 ²\nTrần Thị Bình,Hộ tịch\nĐỗ Hữu Thắng,Đất đai\n',
    ],
    ['one foreigner’s name', 'Name\nJosé Muñoz\n'],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(isForOldFont(text)).toBe(false)
  })
})
