import { describe, expect, it, test } from 'vitest'
import { step } from '#src/kiosk/flow.ts'
import { mayUpdate } from '#src/kiosk/idle.ts'
import type { Context, Event, State } from '#src/kiosk/state.ts'
import {
  CALLED,
  CONFIG,
  context,
  DRAFT,
  EVENTS,
  type EventName,
  NOW,
  paired,
  STATES,
  type StateName,
} from './flow-support.ts'

/** What each event does in each state: the next state, and what is asked for. A cell that is absent changes nothing at all. */
const TABLE: Record<StateName, Partial<Record<EventName, string>>> = {
  opening: everything('rate', { face: 'chosen keep' }),
  held: everything('chosen keep'),
  unpaired: { touch: 'unpaired', language: 'unpaired', tick: 'rate', status: 'rate' },
  second: { touch: 'second', tick: 'rate', status: 'rate' },
  broken: { touch: 'broken', tick: 'rate', status: 'rate', staff: 'staff' },
  retired: { touch: 'retired', tick: 'rate', status: 'rate', staff: 'staff' },
  called: { touch: 'rate', tick: 'rate', status: 'rate', staff: 'staff' },
  closed: { touch: 'closed', tick: 'rate', status: 'rate', served: 'rate', staff: 'staff' },
  staff: { touch: 'staff', language: 'staff', leave: 'rate' },
  rate: {
    face: 'chosen keep',
    touch: 'rate',
    language: 'rate',
    large: 'rate',
    otherPerson: 'rate',
    staff: 'staff',
  },
  hall: {
    counter: 'rate',
    touch: 'hall',
    language: 'hall',
    large: 'hall',
    staff: 'staff',
    // The tablet in the context stands at a counter.
    leave: 'rate',
    tick: 'rate',
    status: 'rate',
  },
  deaf: {},
  chosen: { kept: 'chosen', notKept: 'failed' },
  standards: {
    answer: 'standards keep',
    all: 'standards keep',
    chooseAgain: 'again',
    tell: 'reasons',
    done: 'saving close',
    page: 'standards',
    touch: 'standards',
  },
  low: {
    answer: 'standards keep',
    all: 'standards keep',
    chooseAgain: 'again',
    tell: 'reasons',
    done: 'reasons',
    page: 'standards',
    touch: 'standards',
  },
  again: { face: 'chosen keep', language: 'again', large: 'again' },
  reasons: {
    reason: 'reasons keep',
    typed: 'reasons',
    keyboard: 'reasons',
    skip: 'saving close',
    send: 'saving close',
    page: 'reasons',
    touch: 'reasons',
  },
  saving: { closed: 'thanks', notClosed: 'part' },
  part: { closed: 'thanks' },
  thanks: { touch: 'thanks' },
  failed: {},
}

function everything(next: string, but: Partial<Record<EventName, string>> = {}) {
  return { ...Object.fromEntries(Object.keys(EVENTS).map((name) => [name, next])), ...but }
}

const states = Object.entries(STATES) as [StateName, State][]
const events = Object.entries(EVENTS) as [EventName, Event][]
const said = ({ state, effects }: ReturnType<typeof step>) =>
  [state.at, ...effects.map((effect) => effect.do)].join(' ')

describe.each(states)('in %s', (name, state) => {
  it.each(events)('%s does what the table says', (event, given) => {
    const next = step(state, given, context())
    const expected = TABLE[name][event]
    if (expected) return expect(said(next)).toBe(expected)
    expect(next.effects).toEqual([])
    expect(next.state).toEqual(state)
  })
})

describe('P1 thanked means kept', () => {
  test.each(states)(
    'P1 from %s no event but the closing write’s own answer leads to thanks',
    (name, state) => {
      if (name === 'thanks') return
      const later = context({ now: NOW + 3_600_000 })
      const led = [context(), later].flatMap((when) =>
        events.filter(([, event]) => step(state, event, when).state.at === 'thanks').map(([event]) => event),
      )
      expect(new Set(led)).toEqual(new Set(name === 'saving' || name === 'part' ? ['closed'] : []))
    },
  )

  test('P1 the next screen waits for the disk, and for the hold', () => {
    const at = (ms: number) => context({ now: NOW + ms })
    const early = step(STATES.chosen, EVENTS.tick, at(400))
    expect(early.state.at).toBe('chosen')
    expect(step(early.state, EVENTS.kept, at(420)).state.at).toBe('standards')
    const kept = step(STATES.chosen, EVENTS.kept, at(10))
    expect(kept.state).toMatchObject({ at: 'chosen', kept: true })
    expect(step(kept.state, EVENTS.tick, at(349)).state.at).toBe('chosen')
    expect(step(kept.state, EVENTS.tick, at(350)).state.at).toBe('standards')
  })
})

describe('P12 trouble is shown, and never as false thanks', () => {
  const seconds = (s: number) => context({ now: NOW + s * 1_000 })

  test('P12 a face that the disk does not take in five seconds was not recorded', () => {
    expect(step(STATES.chosen, EVENTS.tick, seconds(4.8)).state.at).toBe('chosen')
    expect(step(STATES.chosen, EVENTS.tick, seconds(5)).state.at).toBe('failed')
  })

  test('P12 a closing write that takes five seconds says what is sure, and thanks if it comes after all', () => {
    const slow = step(STATES.saving, EVENTS.tick, seconds(4)).state
    expect(slow.at).toBe('part')
    expect(step(slow, EVENTS.closed, seconds(6)).state.at).toBe('thanks')
    expect(step(slow, EVENTS.tick, seconds(30)).state.at).toBe('rate')
  })

  test.each(['opening', 'broken', 'second', 'unpaired'] as const)(
    'P12 a tap held before the start finds %s',
    (kind) => {
      const status: Context['status'] = kind === 'broken' ? { kind, why: 'full' } : { kind }
      const now = kind === 'opening' ? NOW + 5_000 : NOW
      expect(step(STATES.held, EVENTS.tick, context({ status, now })).state.at).toBe('failed')
    },
  )
})

describe('P11 an update never interrupts a citizen', () => {
  const waiting = context({ updateWaiting: true })

  test.each(states)('P11 in %s a waiting version comes in only where nothing is half done', (name, state) => {
    const idle = ['unpaired', 'broken', 'retired', 'called', 'closed', 'hall', 'rate'].includes(name)
    expect(mayUpdate(state, NOW)).toBe(idle)
    const asked = events.filter(([, event]) =>
      step(state, event, waiting).effects.some((e) => e.do === 'update'),
    )
    expect(asked.map(([event]) => event)).toEqual(idle ? ['tick', 'status'] : [])
  })

  test('P11 a citizen who touched K1 a moment ago is let alone', () => {
    const { state } = step(STATES.rate, EVENTS.touch, waiting)
    expect(step(state, EVENTS.tick, { ...waiting, now: NOW + 9_999 }).effects).toEqual([])
    expect(step(state, EVENTS.tick, { ...waiting, now: NOW + 10_000 }).effects).toEqual([{ do: 'update' }])
  })

  test('P11 a new config waits as well, and then changes the card', () => {
    const status = paired({ ...CONFIG, version: 3, officer: null })
    expect(step(STATES.standards, EVENTS.status, context({ status })).state).toBe(STATES.standards)
    const { state } = step(STATES.rate, EVENTS.status, context({ status }))
    expect(state).toMatchObject({ at: 'rate', config: { version: 3 } })
  })
})

describe('the rating', () => {
  const walk = (from: State, ...given: Event[]) =>
    given.reduce((state, event) => step(state, event, context()).state, from)

  it('is for the officer of the card, or for the counter alone', () => {
    expect(walk(STATES.rate, EVENTS.face)).toMatchObject({
      open: { draft: { officer: 'canba2', shownToTap: 60_000 } },
    })
    const other = walk(STATES.rate, EVENTS.otherPerson, EVENTS.face)
    expect(other).toMatchObject({ open: { draft: { officer: null, counter: 'quay22' } } })
    expect(walk(STATES.rate, EVENTS.otherPerson, EVENTS.otherPerson)).toMatchObject({ other: false })
  })

  it('is practice until the head says that it begins', () => {
    const practice = { ...STATES.rate, config: { ...CONFIG, practice: true } }
    expect(walk(practice, EVENTS.face)).toMatchObject({ open: { draft: { kind: 'practice' } } })
  })

  it('gets another face for fifteen seconds, keeps its answers, and notes the faces before', () => {
    const again = walk(STATES.standards, EVENTS.chooseAgain, EVENTS.face)
    expect(again).toMatchObject({
      at: 'chosen',
      open: { draft: { answers: { score: 5, rechosen: [4], standards: { xin_loi: 'unmet' } } } },
    })
    const late = context({ now: NOW + 13_000 })
    expect(step(STATES.standards, EVENTS.chooseAgain, late).state).toBe(STATES.standards)
    expect(said(step(STATES.again, EVENTS.tick, context({ now: NOW + 20_000 })))).toBe('saving close')
  })

  it('may be chosen again until fifteen seconds after its first tap, or five after asking', () => {
    const ends = (ms: number) => step(STATES.standards, EVENTS.chooseAgain, context({ now: NOW + ms })).state
    // The first tap was two seconds before.
    expect(ends(0)).toMatchObject({ at: 'again', ends: NOW + 13_000 })
    expect(ends(12_999)).toMatchObject({ at: 'again', ends: NOW + 17_999 })
  })

  it('takes an answer back at the second tap', () => {
    const once = walk(STATES.standards, EVENTS.answer)
    expect(once).toMatchObject({
      open: { draft: { answers: { standards: { xin_chao: 'met', xin_loi: 'unmet' } } } },
    })
    expect(answers(walk(once, EVENTS.answer))).toEqual({ xin_loi: 'unmet' })
  })

  it('gets all eight by one tap, stored as the shortcut that it is, and the answers before by a second', () => {
    const all = walk(STATES.standards, EVENTS.all)
    expect(Object.values(answers(all))).toEqual(Array(8).fill('met'))
    expect(all).toMatchObject({ open: { draft: { answers: { all: true } } } })
    expect(walk(all, EVENTS.all)).toMatchObject({ before: null, open: { draft: { answers: DRAFT.answers } } })
  })

  it('is closed with what was ticked; a comment goes along only when it is sent', () => {
    const close = (event: Event, when = context()) => step(STATES.reasons, event, when).effects[0]
    expect(close(EVENTS.send)).toMatchObject({
      do: 'close',
      end: 'done',
      comment: 'Chờ lâu',
      tapToClose: 2_000,
    })
    expect(close(EVENTS.skip)).toMatchObject({ end: 'done', comment: undefined })
    const timeout = close(EVENTS.tick, context({ now: NOW + 20_000 }))
    expect(timeout).toMatchObject({ end: 'timeout', comment: undefined, draft: DRAFT })
  })

  it('masks numbers where the citizen sees it, at the latest when the keyboard goes', () => {
    const typed = walk(STATES.reasons, { type: 'typed', text: 'Gọi 0912 345 678 nhé' })
    expect(typed).toMatchObject({ comment: 'Gọi 0912 345 678 nhé', masked: true })
    expect(walk(typed, { type: 'keyboard', open: false })).toMatchObject({
      comment: 'Gọi ••• nhé',
      masked: true,
    })
  })

  it('stands on the screen while it is being saved; one that is not saved does not', () => {
    const typed = walk(STATES.reasons, { type: 'typed', text: 'Chờ lâu' })
    expect(walk(typed, EVENTS.send)).toMatchObject({ at: 'saving', comment: 'Chờ lâu', masked: false })
    expect(walk(typed, EVENTS.skip)).toMatchObject({ at: 'saving', comment: '' })
  })
})

describe('a call', () => {
  const called = context({ status: paired(CALLED) })
  const later = context({ status: paired(CALLED), wall: CALLED.called! })

  it.each(['rate', 'closed', 'called'] as const)(
    'is answered on an untouched %s screen until it is over',
    (name) => {
      expect(step(STATES[name], EVENTS.status, called).state).toMatchObject({ at: 'called', config: CALLED })
      expect(step(STATES.called, EVENTS.tick, later).state.at).toBe('rate')
    },
  )

  it.each(['chosen', 'standards', 'again', 'reasons', 'saving', 'part', 'thanks', 'staff'] as const)(
    'waits while somebody is at %s',
    (name) => {
      expect(step(STATES[name], EVENTS.status, called).state.at).not.toBe('called')
    },
  )

  it('is over at a touch, which rates nobody, and comes back once nobody is there', () => {
    const touched = step(STATES.called, EVENTS.touch, called).state
    expect(touched).toMatchObject({ at: 'rate', touched: NOW, deaf: NOW + 800 })
    expect(step(touched, EVENTS.face, called).state.at).toBe('rate')
    const soon = (ms: number) => context({ status: paired(CALLED), now: NOW + ms })
    expect(step(touched, EVENTS.tick, soon(5_000)).state.at).toBe('rate')
    expect(step(touched, EVENTS.tick, soon(10_000)).state.at).toBe('called')
  })

  it('is not answered by K1 right after the thanks', () => {
    const over = step(
      STATES.thanks,
      EVENTS.tick,
      context({ status: paired(CALLED), now: NOW + 20_000 }),
    ).state
    expect(over).toMatchObject({ at: 'rate', deaf: NOW + 20_800 })
  })
})

describe('time', () => {
  const ends = (state: State, event: Event, when = context()) => {
    const next = step(state, event, when).state
    return 'ends' in next ? next.ends - when.now : undefined
  }
  const kept = { ...STATES.chosen, kept: true, until: NOW }

  it.each([1, 2, 3] as const)('each stays %i times as long where the unit says so', (patience) => {
    const config = { ...CONFIG, patience }
    const longer = <S extends object>(state: S) => ({ ...state, config })
    const stays = (state: State, event: Event) => ends(longer(state) as State, event)
    expect(stays(kept, EVENTS.tick)).toBe(30_000 * patience)
    expect(stays({ ...STATES.standards, ends: 0 }, EVENTS.touch)).toBe(60_000 * patience)
    expect(stays({ ...STATES.reasons, ends: 0 }, EVENTS.touch)).toBe(90_000 * patience)
    expect(stays(STATES.reasons, EVENTS.typed)).toBe(120_000 * patience)
    expect(stays({ ...STATES.thanks, ends: 0 }, EVENTS.touch)).toBe(20_000 * patience)
  })

  it('K2 stays 30 s, 60 s after a touch; K3 90 s, 120 s after a key; K4 6 s, 20 s after a touch', () => {
    expect(ends(kept, EVENTS.tick)).toBe(30_000)
    expect(ends(STATES.standards, EVENTS.touch)).toBe(60_000)
    expect(ends(STATES.standards, EVENTS.tell)).toBe(90_000)
    expect(ends(STATES.reasons, EVENTS.touch)).toBe(90_000)
    expect(ends(STATES.reasons, EVENTS.typed)).toBe(120_000)
    expect(ends(STATES.saving, EVENTS.closed)).toBe(6_000)
    expect(ends({ ...STATES.thanks, ends: NOW + 100 }, EVENTS.touch)).toBe(20_000)
  })

  it('K1 after the thanks ignores touches for 800 ms, and is back to its defaults', () => {
    const english = { ...STATES.thanks, view: { lang: 'en', large: true } as const }
    const over = step(english, EVENTS.tick, context({ now: NOW + 20_000 })).state
    expect(over).toMatchObject({ at: 'rate', view: { lang: 'vi', large: false }, deaf: NOW + 20_800 })
    expect(step(over, EVENTS.face, context({ now: NOW + 20_799 })).state).toBe(over)
    expect(step(over, EVENTS.face, context({ now: NOW + 20_800 })).state.at).toBe('chosen')
  })

  it('K1 dims after 45 s without a touch and forgets the language; a tap on it rates all the same', () => {
    const shown = { ...STATES.rate, view: { lang: 'en', large: false } as const, touched: NOW, dim: false }
    expect(step(shown, EVENTS.tick, context({ now: NOW + 44_000 })).state).toBe(shown)
    const dim = step(shown, EVENTS.tick, context({ now: NOW + 45_000 })).state
    expect(dim).toMatchObject({ dim: true, view: { lang: 'vi' } })
    expect(step(dim, EVENTS.face, context({ now: NOW + 46_000 })).state.at).toBe('chosen')
  })

  it('a rating opened from a closed counter goes back to it', () => {
    const status = paired({ ...CONFIG, closedSince: context().wall - 60_000 })
    const opened = step(STATES.closed, EVENTS.served, context({ status })).state
    expect(step(opened, EVENTS.tick, context({ status, now: NOW + 20_000 })).state.at).toBe('rate')
    expect(step(opened, EVENTS.tick, context({ status, now: NOW + 45_000 })).state.at).toBe('closed')
  })
})

function answers(state: State): object {
  return 'open' in state ? state.open.draft.answers.standards : {}
}
