import { describe, expect, test } from 'vitest'
import { byDay } from '#src/dashboard/log/deeds.ts'
import { sentenceOf } from '#src/dashboard/log/told.ts'
import { DEEDS, type DeedKind, type DeedList } from '#src/protocol/deeds.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'

const COUNTER = 'Quầy 02 · Hộ tịch'
const names = {
  acc222: 'Trần Văn Minh',
  ctr222: COUNTER,
  ffc222: 'Nguyễn Thị Lan',
  ffc333: 'Lê Văn An',
  nit222: 'Xã An Bình',
  tkn222: 'Bảng của phòng Nội vụ',
  tabet333: COUNTER,
  tabet444: COUNTER,
}
const MINH = 'Trần Văn Minh'

/** What each kind says it was done to, and what of that its sentence must hold in both languages. */
const TOLD: Readonly<Record<DeedKind, { of: string; says: readonly string[] }>> = {
  'signed-in': { of: '', says: [] },
  'signed-out': { of: '', says: [] },
  'session-ended': { of: '', says: [] },
  'password-set': { of: 'acc222', says: [MINH] },
  'account-added': { of: 'acc222 deputy', says: [MINH] },
  'account-invited': { of: 'acc222', says: [MINH] },
  'account-changed': { of: 'acc222 last_day,name', says: [MINH] },
  'account-ended': { of: 'acc222', says: [MINH] },
  'token-made': { of: 'tkn222 summary ratings 2027-11-01', says: ['Bảng của phòng Nội vụ', '2027'] },
  'token-revoked': { of: 'tkn222', says: ['Bảng của phòng Nội vụ'] },
  'rows-opened': { of: '12', says: ['12'] },
  'rows-pulled': { of: 'tkn222', says: ['Bảng của phòng Nội vụ'] },
  'feedback-opened': { of: '7', says: ['7'] },
  'urgent-opened': { of: '2', says: ['2'] },
  'summary-exported': { of: '2026-11-01 2026-12-31', says: ['01', '31', '2026'] },
  'proofs-exported': { of: '', says: [] },
  'deeds-exported': { of: 'csv', says: [] },
  'clock-confirmed': { of: '2026-11-23', says: ['2026'] },
  restored: { of: '2026-11-22', says: ['2026'] },
  'log-exported': { of: 'Quyết định 12/QĐ-TTr', says: ['Quyết định 12/QĐ-TTr'] },
  'rescue-imported': { of: 'tabet333', says: ['tabet333', COUNTER] },
  'log-refilled': { of: 'tabet333.2 41', says: ['tabet333', COUNTER, '41'] },
  'set-up': { of: 'acc222', says: [MINH] },
  'unit-founded': { of: 'nit222', says: ['Xã An Bình'] },
  'unit-renamed': { of: 'nit222 2026-12-01', says: ['2026'] },
  'unit-closing': { of: 'nit222 2026-12-31', says: ['31', '2026'] },
  'unit-succeeds': { of: 'nit222 2027-01-01', says: ['Xã An Bình', '2027'] },
  'place-offered': { of: '', says: [] },
  'unit-placed': { of: 'nit222 2026-12-01', says: ['Xã An Bình', '2026'] },
  'unit-joins': { of: 'nit222 2026-12-01', says: ['Xã An Bình', '2026'] },
  'unit-leaves': { of: 'nit222 2026-12-01', says: ['Xã An Bình', '2026'] },
  'unit-changed': { of: 'hours,name', says: [] },
  'counter-added': { of: 'ctr222', says: [COUNTER] },
  'counter-changed': { of: 'ctr222 label,officer', says: [COUNTER] },
  'officer-added': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'officer-changed': { of: 'ffc222 name,title', says: ['Nguyễn Thị Lan'] },
  'officer-left': { of: 'ffc222 2026-11-30', says: ['Nguyễn Thị Lan', '30', '2026'] },
  'officer-returned': { of: 'ffc222 2026-12-15', says: ['Nguyễn Thị Lan', '15', '2026'] },
  'roster-added': { of: 'ffc222 ffc333', says: ['Nguyễn Thị Lan, Lê Văn An'] },
  'roster-changed': { of: 'ffc333', says: ['Lê Văn An'] },
  'roster-exported': { of: '', says: [] },
  'pin-offered': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'pin-set': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'pin-withdrawn': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'pin-locked': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'pin-unlocked': { of: 'ffc222', says: ['Nguyễn Thị Lan'] },
  'counter-officer': { of: 'ctr222 ffc222', says: ['Nguyễn Thị Lan', COUNTER] },
  'duty-corrected': {
    of: 'dutys222 ffc222 ffc333 part 2026-11-23 2026-11-23T10:15 2026-11-23T11:30',
    says: ['Nguyễn Thị Lan', 'Lê Văn An', '23'],
  },
  'duty-kept': { of: 'dutys222 ffc222 2026-11-23', says: ['Nguyễn Thị Lan', '23'] },
  'code-offered': { of: 'ctr222', says: [COUNTER] },
  'device-paired': { of: 'tabet333 ctr222', says: ['tabet333', COUNTER] },
  'device-key': { of: `tabet333 ${'a'.repeat(64)}`, says: ['tabet333', COUNTER] },
  'device-begun': { of: 'tabet333', says: ['tabet333', COUNTER] },
  'device-called': { of: 'tabet333', says: ['tabet333', COUNTER] },
  'device-moved': { of: 'tabet333 ctr222', says: ['tabet333', COUNTER] },
  'device-retired': { of: 'tabet333', says: ['tabet333', COUNTER] },
  'held-counted': { of: 'tabet333.1 8 12', says: ['tabet333', '8–12'] },
  'held-left': { of: 'tabet333.1 8 12', says: ['tabet333', '8–12'] },
  'device-replaced': { of: 'tabet333 tabet444 tabet333.1 41', says: ['tabet333', 'tabet444'] },
  'device-emptied': { of: 'tabet333.1 41', says: ['tabet333', '41'] },
  'device-known-again': { of: 'tabet333 ctr222', says: ['tabet333', COUNTER] },
  'staff-pin-set': { of: 'unt222', says: [] },
}

describe.each(Object.keys(LANGUAGES) as Lang[])('what was done, in %s', (lang) => {
  const words = DASHBOARD_TEXT[lang]
  const say = (deed: string, of: string) => sentenceOf({ ...BASE, deed, of, names }, words)

  test.each(Object.keys(DEEDS) as DeedKind[])(
    '%s is a plain sentence that names what it was about',
    (kind) => {
      const sentence = say(kind, TOLD[kind].of)
      expect(sentence).toMatch(/^\p{Lu}.*\S$/u)
      for (const said of TOLD[kind].says) expect(sentence).toContain(said)
      expect(sentence, 'no id, code or hash but that of a tablet').not.toMatch(
        /undefined|222|_|-changed|aaaa|\blast_day\b|[“"][”"]|: \.|, [,.]/,
      )
    },
  )

  test('what a newer version wrote is said to be unknown, and what has no name by its id', () => {
    expect(say('robot-fed', 'x')).toContain('robot-fed')
    expect(say('officer-added', 'ffc999')).toContain('ffc999')
    expect(say('hasOwnProperty', '')).toContain('hasOwnProperty')
  })
})

test('days are the unit’s own, in the order of the log', () => {
  const midnight = Date.parse('2026-11-23T17:00:00Z')
  const found = [midnight + 1, midnight, midnight - 1].map((at, n) => ({ ...BASE, n, at }))
  expect(byDay(found).map(({ day, deeds }) => [day, deeds.length])).toEqual([
    ['2026-11-24', 2],
    ['2026-11-23', 1],
  ])
})

const BASE: DeedList['deeds'][number] = { n: 1, at: 0, by: null, deed: 'set-up', of: '', names: {} }
