import { describe, expect, test } from 'vitest'
import { serverNotices } from '#src/dashboard/head/server-notices.ts'
import type { ServerView } from '#src/protocol/machine.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import type { Lang } from '#src/ui/text/lang.ts'

const WELL: ServerView = {
  clock: 'sure',
  certificateEnds: null,
  build: null,
  backup: 'fine',
  lastBackup: null,
}
const said = (server: Partial<ServerView>, lang: Lang = 'vi') =>
  serverNotices({ ...WELL, ...server }, DASHBOARD_TEXT[lang]).map(({ level, title, what }) =>
    `${level} ${title}: ${what}`.replaceAll('\u00a0', ' '),
  )

describe('P12: what the head reads of the server', () => {
  test('nothing where it is well', () => {
    expect(said({})).toEqual([])
  })

  test('a server that makes no backups itself is a warning, and no fault', () => {
    expect(said({ backup: 'off' })).toEqual([
      'warn Máy chủ này không tự sao lưu: Phải có người hoặc máy khác sao lưu thay. Xin hỏi quản trị kỹ thuật xem ai đang làm việc này.',
    ])
    expect(said({ backup: 'off' }, 'en')).toEqual([
      'warn This server makes no backups itself: Somebody else must make them. Please ask the operator who does.',
    ])
  })

  test('an overdue backup, a damaged database, a doubtful clock and a certificate that ends are faults', () => {
    const lastBackup = Date.UTC(2026, 10, 2, 2)
    expect(said({ backup: 'overdue' }, 'en')).toEqual([
      'err No recent backup: The server has no backup yet. Please tell the operator.',
    ])
    expect(said({ backup: 'overdue', lastBackup }, 'en')[0]).toContain('The last one: ')
    const all = said({ backup: 'damaged', clock: 'unconfirmed', certificateEnds: lastBackup }, 'en')
    expect(all.map((line) => line.slice(0, 26))).toEqual([
      'err The server’s clock is ',
      'err The server’s certifica',
      'err The server’s database ',
    ])
  })
})
