import type { Config, Context, Event, State } from '#src/kiosk/state.ts'

/** Every instant below is monotonic ms; the clock on the wall is Monday, 23/11/2026, 08:30 in Vietnam. */
export const NOW = 1_000_000
export const WALL = Date.UTC(2026, 10, 23, 1, 30)

export const CONFIG: Config = {
  version: 2,
  device: 'maytb222',
  unit: { id: 'donvi2', name: 'Trung tâm Phục vụ hành chính công', place: 'Xã Hương Sơn' },
  counter: { id: 'quay22', label: 'Quầy 02', name: 'Hộ tịch' },
  officer: { id: 'canba2', name: 'Nguyễn Thị Lan', title: 'Công chức' },
  practice: false,
  retired: false,
  closedSince: null,
  hours: null,
  meet: null,
  origin: 'http://localhost:3000',
  keys: { sign: [], seal: { kid: 'k', key: 'k' } },
  staffPin: { salt: '', rounds: 1, hash: '' },
  spread: 3,
  heartbeat: 60,
}

export function context(given: Partial<Context> = {}): Context {
  return { now: NOW, wall: WALL, status: paired(CONFIG), updateWaiting: false, ...given }
}

export function paired(config: Config): Extract<Context['status'], { kind: 'paired' }> {
  return { kind: 'paired', config, link: 'online', storage: 'ok', clockOffset: null }
}

/** A tablet in the hall of two counters. */
export const HALL: Config = {
  ...CONFIG,
  counter: { id: 'sanh22', label: 'Sảnh', name: '' },
  officer: null,
  hall: [CONFIG.counter, { id: 'quay33', label: 'Quầy 03', name: 'Đất đai' }],
}

/** A head has called it, for another minute. */
export const CALLED: Config = { ...CONFIG, called: WALL + 60_000 }

const view = { lang: 'vi', large: false } as const
export const DRAFT = {
  kind: 'rating',
  answers: { score: 4, standards: { xin_loi: 'unmet' }, all: false, reasons: [], rechosen: [] },
  counter: 'quay22',
  officer: 'canba2',
  shownToTap: 900,
  tappedAt: WALL - 2_000,
} as const
const open = { draft: DRAFT, tapped: NOW - 2_000 }
const low = { draft: { ...DRAFT, answers: { ...DRAFT.answers, score: 2 } }, tapped: NOW - 2_000 } as const
const rating = { config: CONFIG, view, open }
const touched = NOW - 60_000
const ends = NOW + 20_000
const k1 = {
  config: CONFIG,
  view,
  touched,
  shown: touched,
  deaf: touched,
  dim: true,
  late: false,
  other: false,
}

/** One of each. Idle states were touched a minute ago; the others close by themselves in twenty seconds. */
export const STATES = {
  opening: { at: 'opening', view, shown: 0, held: null },
  held: { at: 'opening', view, shown: 0, held: { score: 1, at: NOW - 1_000 } },
  unpaired: { at: 'unpaired', view, touched },
  second: { at: 'second', touched },
  broken: { at: 'broken', touched },
  retired: { at: 'retired', config: CONFIG, touched },
  called: { at: 'called', config: CALLED, touched },
  closed: { at: 'closed', config: CONFIG, served: true, reopens: null, touched },
  staff: { at: 'staff', config: CONFIG, view, ends },
  rate: { at: 'rate', ...k1 },
  hall: { at: 'hall', config: HALL, view, touched, shown: touched, deaf: touched, dim: true, late: false },
  deaf: { at: 'rate', ...k1, deaf: NOW + 500 },
  chosen: { at: 'chosen', ...rating, since: NOW - 100, until: NOW + 350, kept: false },
  standards: { at: 'standards', ...rating, ends, before: null, page: 1 },
  low: { at: 'standards', config: CONFIG, view, open: low, ends, before: null, page: 1 },
  again: { at: 'again', ...rating, ends },
  reasons: { at: 'reasons', ...rating, ends, comment: ' Chờ lâu ', masked: false, typing: false, page: 1 },
  saving: { at: 'saving', ...rating, since: NOW - 1_000, from: 'reasons', comment: 'Chờ lâu', masked: false },
  part: { at: 'part', ...rating, ends },
  thanks: { at: 'thanks', config: CONFIG, view, code: 'AAAA-BBBB-CCCC', ends },
  failed: { at: 'failed', view, ends },
} as const satisfies Record<string, State>
export type StateName = keyof typeof STATES

/** One of each; `kept` and its like speak of the open draft, `stale` of one that was changed since. */
export const EVENTS = {
  face: { type: 'face', score: 5 },
  answer: { type: 'answer', standard: 'xin_chao', answer: 'met' },
  all: { type: 'all' },
  chooseAgain: { type: 'again' },
  tell: { type: 'tell' },
  done: { type: 'done' },
  reason: { type: 'reason', reason: 'keo_dai' },
  typed: { type: 'typed', text: 'Chờ' },
  keyboard: { type: 'keyboard', open: true },
  skip: { type: 'skip' },
  send: { type: 'send' },
  page: { type: 'page', page: 2 },
  touch: { type: 'touch' },
  tick: { type: 'tick' },
  kept: { type: 'kept', draft: DRAFT },
  notKept: { type: 'not-kept', draft: DRAFT },
  stale: { type: 'not-kept', draft: { ...DRAFT } },
  closed: { type: 'closed', draft: DRAFT, code: '7K2M-9PQX-4HTA' },
  staleClosed: { type: 'closed', draft: { ...DRAFT }, code: '7K2M-9PQX-4HTA' },
  notClosed: { type: 'not-closed', draft: DRAFT },
  status: { type: 'status' },
  otherPerson: { type: 'other-person' },
  counter: { type: 'counter', counter: { id: 'quay33', label: 'Quầy 03', name: 'Đất đai' } },
  language: { type: 'language', lang: 'en' },
  large: { type: 'large' },
  served: { type: 'served' },
  staff: { type: 'staff' },
  leave: { type: 'leave' },
} as const satisfies Record<string, Event>
export type EventName = keyof typeof EVENTS
