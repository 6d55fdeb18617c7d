import * as fc from 'fast-check'
import { makeLine } from '#src/domain/entry.ts'
import { headerOf, near, numbers } from './generated-values.ts'

const RUN = 'k3m9x2aq'

/** What a tablet says of itself, see TabletState. */
export const STATE = {
  run: RUN,
  wall: 1_795_000_000_000,
  mono: 1,
  pending: 0,
  oldest: 0,
  used: 1,
  quota: 9,
  persisted: true,
  build: 'x',
  config: 1,
}

export type Batch = { lines: string[]; state: string }

/** What a tablet signs whatever it says: lines of its log, near to an entry of each kind, and what it says of itself beside them. */
export function batches(of: { counter: string; officer: string; unit: string }): fc.Arbitrary<Batch> {
  const rating = {
    q: '4xin4luon@1',
    score: 4,
    std: '1-0-1-0-',
    all: 1,
    local: '1',
    reasons: '-1------',
    comment: [9, 'A'.repeat(43)],
    counter: of.counter,
    officer: of.officer,
    rechosen: '12',
    ms: [1000, 2000],
    end: 'done',
    ch: 'kiosk',
  }
  const bodyOf: Record<string, object> = {
    rating,
    practice: rating,
    mark: { build: 'test', run: RUN, persisted: true, used: 1, quota: 9 },
    assigned: { config: 1, unit: of.unit, counter: of.counter },
    genesis: { device: 'k3m9x2aq', key: 'A'.repeat(87) },
    closed: { release: 1, heads: [] },
    deed: { by: null, deed: 'x', of: 'y' },
    pin: { officer: of.officer, failures: 2 },
  }
  const kinds = fc.constantFrom(...Object.keys(bodyOf), 'rating', 'rating', 'rating')
  const line = kinds.chain((kind) =>
    fc
      .tuple(fc.oneof({ weight: 4, arbitrary: fc.nat() }, numbers), near(bodyOf[kind]), near({ v: 1, kind }))
      .map(([at, body, over]) => {
        const said = { ...JSON.parse(makeLine(at as number, kind, body as object)), ...(over as object) }
        return JSON.stringify(said)
      }),
  )
  const state = near(STATE).map((said) => headerOf(JSON.stringify(said) ?? ''))
  return fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), state })
}
