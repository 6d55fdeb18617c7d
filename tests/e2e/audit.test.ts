import { expect, test } from 'vitest'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { SIZES } from '#tests/support/screens.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'

/** The checks of the screens are themselves checked: each of these pages has one fault. */
const page = (body: string) =>
  `<html lang="vi"><title>Trang</title><main><h1>Đánh giá</h1>${body}</main></html>`

test('what is wrong with a screen is found, and nothing else', async () => {
  const browser = await openBrowser(await newProfile())
  const tab = await browser.page()
  await tab.setViewportSize(SIZES.landscape)
  const found = async (body: string) => {
    await tab.setContent(page(body))
    return (await faultsOf(tab)).map((fault) => fault.split('(')[0]?.trim())
  }
  expect(await found('<p>Xin cảm ơn</p>')).toEqual([])
  expect(await found('<button></button>')).toEqual(['button-name'])
  expect(await found('<p style="color:#999;background:#fff">mờ</p>')).toEqual(['color-contrast'])
  expect(
    await found('<p style="width:40px;overflow:hidden;white-space:nowrap">Rất không hài lòng</p>'),
  ).toEqual(['"Rất không hài lòng" by p.'])
  expect(await found('<p style="height:20px;overflow:hidden">một<br>hai<br>ba</p>')).toEqual([
    '"hai" by p.',
    '"ba" by p.',
  ])
  expect(await found('<button style="width:60px;white-space:nowrap">Góp ý thêm nữa</button>')).toEqual([
    '"Góp ý thêm nữa" by button.',
  ])
  expect(
    await found('<p>Hài lòng</p><div style="position:fixed;inset:0;background:#fff">&nbsp;</div>'),
  ).toEqual(['"Đánh giá" by div.', '"Hài lòng" by div.'])
  expect(await found('<p style="width:2000px">dài</p>')).toEqual(['the page is 728 px too wide'])
  expect(await found('<p style="height:20px;overflow:auto" tabindex="0">một<br>hai<br>ba</p>')).toEqual([])
})
