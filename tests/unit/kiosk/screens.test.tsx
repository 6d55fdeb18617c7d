import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { Status } from '#src/device/types.ts'
import { Kiosk } from '#src/kiosk/Kiosk.tsx'
import type { Seen } from '#src/kiosk/seen.ts'
import { certificateEnd } from '#src/kiosk/staff/certificate-end.ts'
import { PairingWarnings } from '#src/kiosk/staff/PairingWarnings.tsx'
import { StaffHealth } from '#src/kiosk/staff/StaffHealth.tsx'
import type { State } from '#src/kiosk/state.ts'
import { KIOSK_TEXT } from '#src/ui/text/kiosk.ts'
import type { Lang } from '#src/ui/text/lang.ts'
import { STAFF_TEXT } from '#src/ui/text/staff.ts'
import { CONFIG, NOW, paired, STATES } from './flow-support.ts'

const t = KIOSK_TEXT.vi

describe('K3 while it saves', () => {
  it('shows the comment as it was typed, and takes no more of it', () => {
    const shown = screen(STATES.saving)
    expect(shown).toMatch(/<textarea [^>]*readonly[^>]*>Chờ lâu<\/textarea>/)
    expect(screen(STATES.reasons)).not.toMatch(/readonly/)
  })

  it('says so in a place that stood there before, or a screen reader would not hear it', () => {
    expect(screen(STATES.reasons)).toContain('<span class="saving" role="status"></span>')
    expect(screen(STATES.saving)).toMatch(new RegExp(`class="saving" role="status">.*${t.saving}`))
  })
})

describe('K8', () => {
  it('names the counter to go to where the head closed this one, and none outside working hours or where none is open', () => {
    const closed = (closedSince: number | null, elsewhere?: string | null) =>
      screen({ ...STATES.closed, config: { ...CONFIG, closedSince, elsewhere } })
    const named = t.closed.elsewhere('Quầy 01')
    expect(closed(NOW, 'Quầy 01')).toContain(named)
    expect(closed(NOW, 'Quầy 01')).toContain(KIOSK_TEXT.en.closed.elsewhere('Quầy 01'))
    expect(closed(null, 'Quầy 01')).not.toContain('Quầy 01')
    for (const none of [null, undefined]) expect(closed(NOW, none)).not.toContain('Kính')
  })

  it('lets staff begin a duty where there is a roster, and nowhere else', () => {
    const closed = (roster: typeof CONFIG.roster) =>
      screen({ ...STATES.closed, config: { ...CONFIG, roster } })
    expect(closed([])).toContain(t.closed.staff)
    expect(closed(undefined)).not.toContain(t.closed.staff)
  })
})

describe('the unit’s own word for an officer', () => {
  const asked = (word?: string, lang: Lang = 'vi') => {
    const config = { ...CONFIG, ...(word && { word }) }
    return screen({ ...STATES.rate, config, view: { lang, large: false } })
  }

  it('stands in every sentence to citizens, small and capital, and in no name or title', () => {
    const shown = asked('nhân viên')
    expect(shown).toContain('thái\u00a0độ phục\u00a0vụ của nhân viên không?')
    expect(shown).toContain('Nhân viên tại quầy không xem được')
    expect(shown).toContain('Nhân viên không chọn thay.')
    expect(shown).toContain('aria-label="Nhân viên phục\u00a0vụ: Nguyễn Thị Lan, Công chức, Quầy 02"')
    expect(shown.replace(/Góc [^"<]*/g, '')).not.toMatch(/cán.bộ/i)
    const { config, ...standards } = STATES.standards
    expect(screen({ ...standards, config: { ...config, word: 'nhân viên' } })).toContain(
      'Nhân viên đã làm được những điều này chưa?',
    )
  })

  it('is cán bộ where the unit has none, and changes nothing in English', () => {
    expect(asked()).toContain(t.question)
    expect(asked('nhân viên', 'en')).toBe(asked(undefined, 'en'))
  })
})

describe('K1', () => {
  it('lets nobody say of an open rating that it is another person’s: not while another face is chosen, nor at that tap', () => {
    const pill = (state: State) => new RegExp(`<button[^>]*>${t.notThisPerson}`).exec(screen(state))?.[0]
    const { open } = STATES.chosen
    const answers = { ...open.draft.answers, rechosen: [5 as const] }
    expect(pill(STATES.rate)).not.toContain('disabled')
    expect(pill(STATES.again)).toContain('disabled')
    expect(pill({ ...STATES.chosen, open: { ...open, draft: { ...open.draft, answers } } })).toContain(
      'disabled',
    )
  })

  it('draws initials of family and given name, those that the head chose, or the number of the counter', () => {
    const avatar = (officer: typeof CONFIG.officer, label = 'Quầy 02') =>
      />([^<]*)<\/span><p class="who"/.exec(
        screen({ ...STATES.rate, config: { ...CONFIG, officer, counter: { ...CONFIG.counter, label } } }),
      )?.[1]
    const named = (name: string, initials?: string) => ({
      ...{ id: 'p3m9x2', name, title: '' },
      ...(initials && { initials }),
    })
    expect(avatar(named('Nguyễn Thị Lan'))).toBe('NL')
    expect(avatar(named(' đỗ  anh tuấn '.normalize('NFD')))).toBe('ĐT')
    expect(avatar(named('Y'))).toBe('Y')
    expect(avatar(named('Nguyễn Thị Lan', 'LA'))).toBe('LA')
    expect([
      avatar(null),
      avatar(null, 'Quầy 112'),
      avatar(null, 'Quầy 2B'),
      avatar(null, 'Một cửa'),
    ]).toEqual(['02', '12', '2', 'MC'])
  })

  it('says nothing of a network that nobody has tried yet', () => {
    const said = (link: 'untried' | 'online' | 'offline') =>
      /<p class="link (.*?)"[^>]*><span class="sr">(.*?)<\/span>/
        .exec(screen(STATES.rate, { ...paired(CONFIG), link }))
        ?.slice(1)
    expect(said('untried')).toEqual(['untried', ''])
    expect(said('online')).toEqual(['online', t.online])
    expect(said('offline')).toEqual(['offline', t.offline])
  })
})

describe.each(['standards', 'reasons'] as const)('the countdown of %s', (at) => {
  const left = (seconds: number) => screen({ ...STATES[at], ends: NOW + seconds * 1_000 })

  it('asks for a touch in the last ten seconds', () => {
    expect(left(11)).toContain(t.closesIn(11))
    expect(left(11)).not.toContain(t.moreTime)
    expect(left(10)).toMatch(new RegExp(`<button [^>]*class="pill more-time">.*${t.moreTime}</button>`))
  })

  it('says once to a screen reader, from twenty seconds on, that the screen will close', () => {
    expect(left(21)).not.toContain(t.closesSoon(20))
    for (const seconds of [20, 10]) expect(left(seconds)).toContain(t.closesSoon(20))
  })
})

describe('what staff are told once after pairing', () => {
  const told = { warnings: ['not-persistent'], staff: { PairingWarnings } }
  const [said, question, closed] = [STAFF_TEXT.vi.pairing.notPersistent, t.question, t.closed.title]

  it('stands alone, before K1 as before K8, and goes with one touch', () => {
    for (const state of [STATES.rate, STATES.closed]) {
      const before = screen(state, paired(CONFIG), told)
      expect(before).toContain(said)
      expect(before).not.toMatch(new RegExp(`${question}|${closed}`))
      expect(screen(state, paired(CONFIG), { ...told, warnings: [] })).not.toContain(said)
    }
  })

  it('P12 waits where the disk fails', () => {
    const status = { kind: 'broken', why: 'full' } as const
    expect(screen(STATES.broken, status, told)).toContain(t.notice.storageFailed)
  })
})

describe('the staff corner', () => {
  it('says in the language that was chosen that its file is missing', () => {
    const missing = (lang: Lang) =>
      screen({ ...STATES.staff, view: { lang, large: false } }, undefined, { staff: 'missing' })
    expect(missing('vi')).toContain(t.notice.staffMissing)
    expect(missing('en')).toContain(KIOSK_TEXT.en.notice.staffMissing)
    expect(KIOSK_TEXT.en.notice.staffMissing).not.toBe(t.notice.staffMissing)
  })

  it('writes thousands as its reader does', () => {
    const said = (lang: Lang) => {
      const { pending, storage } = STAFF_TEXT[lang].corner
      return [pending(1_204), storage(1, 10_240)].map((text) => text.replaceAll('\u00a0', ' '))
    }
    expect(said('vi')).toEqual(['Chờ gửi: 1.204 phiếu', 'Bộ nhớ đã dùng: 1 MiB trên 10.240 MiB'])
    expect(said('en')).toEqual(['Waiting to be sent: 1,204', 'Storage used: 1 MiB of 10,240 MiB'])
  })
})

describe('the end of the server’s certificate in the staff corner', () => {
  const corner = (certificateEnds: number | null, lang: Lang = 'vi') => {
    const seen = {
      health: HEALTH,
      certificateEnds,
      status: paired(CONFIG),
      t: STAFF_TEXT[lang],
      syncing: false,
    }
    const props = { ...seen, onSync: () => undefined, tablet: {} } as unknown as Parameters<
      typeof StaffHealth
    >[0]
    return renderToString(<StaffHealth {...props} />).replaceAll('\u00a0', ' ')
  }

  it('stands there by its day in both languages, and not where it is not soon', () => {
    const ends = Date.UTC(2026, 10, 30, 20)
    expect(corner(ends)).toContain('Chứng chỉ máy chủ hết hạn ngày 01/12/2026: sau đó phiếu nằm lại trên máy')
    expect(corner(ends, 'en')).toContain('The server’s certificate ends on 01/12/2026:')
    expect(corner(null)).not.toContain('Chứng chỉ')
  })

  it.each([
    ['a day', () => Response.json({ ok: true, certificateEnds: NOW }), NOW],
    ['none', () => Response.json({ ok: true, certificateEnds: null }), null],
    ['no such thing, as an older server', () => Response.json({ ok: true }), null],
    ['a page of somebody else', () => new Response('<!doctype html>'), null],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), null],
  ])('is what the server answers: %s', async (_, answer, ends) => {
    expect(await certificateEnd(async () => answer())).toBe(ends)
  })
})

const HEALTH = {
  pending: 0,
  lastReceipt: NOW,
  lastTry: null,
  used: 9,
  quota: 4_096,
  persisted: true,
  clockOffset: 0,
  build: 'test',
}

describe('K4', () => {
  const meet = (room: string, phone: string) =>
    screen({ ...STATES.thanks, config: { ...CONFIG, meet: { room, phone } } })

  it('says how to reach the head by whichever way the unit has set', () => {
    const start = 'Muốn được trả lời trực tiếp: '
    const said = (shown: string) => /<p class="meet">(.*?)<\/p>/.exec(shown)?.[1]?.replaceAll('\u00a0', ' ')
    expect(said(meet('phòng 101', '024 38'))).toBe(`${start}gặp lãnh đạo tại phòng 101 hoặc gọi 024 38.`)
    expect(said(meet('phòng 101', ''))).toBe(`${start}gặp lãnh đạo tại phòng 101.`)
    expect(said(meet('', '024 38'))).toBe(`${start}gọi 024 38.`)
    expect(screen(STATES.thanks)).not.toContain('class="meet"')
    expect(KIOSK_TEXT.en.meet('room 101', '024 38')).toBe(
      'To be answered in person: see the head in room 101 or call 024 38.',
    )
    expect(KIOSK_TEXT.en.meet('', '024 38')).toBe('To be answered in person: call 024 38.')
  })
})

function screen(state: State, status: Status = { kind: 'opening' }, more: object = {}): string {
  const nothing = () => undefined
  const seen = { state, status, now: NOW, warnings: [], staff: 'loading', ...more }
  const tree: VNode = <Kiosk {...({ ...seen, send: nothing } as unknown as Seen)} />
  return renderToString(tree)
}
