import { REASONS, type Reason, type Score, STANDARDS, type Standard } from '#src/domain/conduct.ts'
import type { Random } from './random.ts'
import type { Answered, Tap } from './story.ts'

const COMMENTS = [
  { typed: 'Rất tốt', kept: 'Rất tốt' },
  { typed: 'Chờ lâu quá, gọi 0912345678', kept: 'Chờ lâu quá, gọi •••' },
  { typed: 'Cán bộ giải thích rõ', kept: 'Cán bộ giải thích rõ' },
  { typed: '   ', kept: '' },
  { typed: 'ok 👍🏽', kept: 'ok 👍🏽' },
]

/** What one citizen does at the screen. */
export function tapOf(random: Random, id: number): Tap {
  return {
    id,
    answers: answersOf(random),
    ...(random.chance(0.15) && { comment: random.pick(COMMENTS) }),
    end: random.chance(0.7) ? 'done' : 'timeout',
    linger: random.chance(0.6) ? 0 : random.int(500, 20_000),
  }
}

/** A face, perhaps another one, perhaps standards, perhaps reasons: each state of the screens, as it is written. */
function answersOf(random: Random): Answered[] {
  let now: Answered = { score: scoreOf(random), standards: {}, all: false, reasons: [], rechosen: [] }
  const states = [now]
  const then = (more: Partial<Answered>) => {
    now = { ...now, ...more }
    states.push(now)
  }
  if (random.chance(0.2)) then({ score: scoreOf(random), rechosen: [now.score] })
  if (random.chance(0.4)) {
    const all = random.chance(0.3)
    then({ standards: standardsOf(random, all), all })
  }
  if (random.chance(0.2)) then({ reasons: reasonsOf(random) })
  return states
}

function scoreOf(random: Random): Score {
  return random.pick([1, 2, 3, 4, 4, 5, 5, 5])
}

function standardsOf(random: Random, all: boolean): Answered['standards'] {
  const answered = STANDARDS.filter(() => all || random.chance(0.4))
  return Object.fromEntries(
    answered.map((standard) => [standard, all || random.chance(0.8) ? 'met' : 'unmet']),
  ) as Partial<Record<Standard, 'met' | 'unmet'>>
}

function reasonsOf(random: Random): Reason[] {
  return REASONS.filter(() => random.chance(0.25))
}
