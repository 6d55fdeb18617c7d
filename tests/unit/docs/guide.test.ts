import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

/** The words on screens, as they are read: what must not be parted there is joined by "_". */
const words = globSync('src/ui/text/*.vi.ts', { cwd: root }).map(read).join('\n').replaceAll('_', ' ')

test.each(['docs/vi/bat-dau.md', 'docs/vi/khoa-may.md', 'docs/vi/the-dat-may.html'])(
  'what %s quotes stands on a screen, letter by letter',
  (path) => {
    const quoted = [...read(path).matchAll(/“([^”]+)”/g)].map((match) => match[1]!.replace(/\s+/g, ' '))
    expect(quoted.length).toBeGreaterThan(0)
    expect(quoted.filter((said) => !words.includes(said))).toEqual([])
  },
)

test('the card for citizens says what the tablet says', () => {
  const card = read('docs/vi/the-dat-may.html').replaceAll('<br>', ' ')
  for (const said of [
    'Ông/Bà tự chọn. Cán bộ không chọn thay.',
    'Không hỏi tên Ông/Bà. Cán bộ tại quầy không xem được từng phiếu.',
  ]) {
    expect(words).toContain(said)
    expect(card).toContain(`>${said}<`)
  }
})

test('the line that starts a tablet of Windows is the same in both languages', () => {
  const lines = ['docs/LOCKDOWN.md', 'docs/vi/khoa-may.md'].map(
    (path) => /^ *"C:.*chrome\.exe".*$/m.exec(read(path))?.[0],
  )
  expect(lines[0]).toContain('/kiosk/ --user-data-dir=')
  expect(lines[1]).toBe(lines[0])
})
