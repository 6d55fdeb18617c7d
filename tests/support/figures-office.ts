import fc from 'fast-check'
import { addWorkingDays, type Day, localTime, ordinal } from '#src/domain/calendar.ts'
import { REASONS, type Reason, SCORES, type Score } from '#src/domain/conduct.ts'
import { FeedbackList, type Row, Rows } from '#src/protocol/reports.ts'
import { closeDue } from '#src/server/closing.ts'
import { confirmTime } from '#src/server/trusted-time.ts'
import { type Api, type Head, setUpAnother } from './api.ts'
import { pairTablet, sealed, type Tablet } from './api-tablet.ts'
import { Blocks, type Rating } from './blocks.ts'

/** A citizen at one of the counters, a tablet that sends, an hour that passes, a head who looks. */
export type Face = Pick<Rating, 'score' | 'reasons' | 'std' | 'all' | 'comment' | 'alone'>
export type Step =
  | { kind: 'rate'; counter: number; faces: Face[]; sent: boolean }
  | { kind: 'send'; counter: number }
  | { kind: 'pass'; hours: number; closed: boolean }
  | { kind: 'look' }

const counter = fc.nat(3)
const face: fc.Arbitrary<Face> = fc.record({
  score: fc.constantFrom<Score[]>(...SCORES),
  reasons: fc.subarray<Reason>([...REASONS], { maxLength: 3 }),
  std: fc.string({ unit: fc.constantFrom('1', '0', '-'), minLength: 8, maxLength: 8 }),
  all: fc.boolean(),
  comment: fc.boolean(),
  alone: fc.boolean(),
})
const pass = (hours: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant('pass' as const), hours, closed: fc.boolean() })
const faces = fc.array(face, { minLength: 1, maxLength: 9, size: 'max' })
const sent = fc.oneof(
  { weight: 3, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('rate' as const), counter, faces, sent }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('send' as const), counter }) },
  { weight: 3, arbitrary: pass(fc.integer({ min: 1, max: 20 })) },
  // Over a week's, a month's end.
  { weight: 1, arbitrary: pass(fc.integer({ min: 48, max: 200 })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
)

/** Some weeks of an office. */
export const steps = fc.array(step, { minLength: 5, maxLength: 30, size: 'max' })

/** So a tap at midnight is of the day on which this test counts it. */
export const CLOSED_AT_ONCE: [number, number] = [1000, 0]

/** Rows of one counter that went out together; `through`: the half day whose closing released them. */
export type RowGroup = { counter: string; span: Row['span']; through: number; ratings: Rating[] }

export type World = {
  api: Api
  head: Head
  counters: string[]
  tablets: Tablet[]
  comment: Awaited<ReturnType<typeof sealed>>
  /** What each tablet has not sent yet. */
  unsent: Rating[][]
  received: Rating[]
  /** The first so many of those received are in a closing. */
  brought: number
  blocks: Blocks
  /** What the unit's figures of a day showed while it went on, in the order of the looks. */
  live: Map<Day, Rating[][]>
  groups: RowGroup[]
  closed: number
  cursor: string | undefined
  rated: Map<string, Rating>
}

export async function newWorld(api: Api, user: string, size: number): Promise<World> {
  const head = await setUpAnother(api, user)
  await staySignedIn(api)
  const counters = [head.counter]
  while (counters.length < size) {
    const form = { label: `${counters.length + 1}`, name: '', officer: null }
    counters.push((await head.post<{ id: string }>('/counters', form)).id)
  }
  const tablets: Tablet[] = []
  for (const at of counters) tablets.push(await pairTablet(api, head, { counter: at }))
  const closed = await closedOf(api, head)
  return {
    api,
    head,
    counters,
    tablets,
    comment: await sealed(api.deps.keys.seal.key, 'xin cảm ơn'),
    unsent: counters.map(() => []),
    received: [],
    brought: 0,
    blocks: new Blocks(closed),
    live: new Map(),
    groups: [],
    closed,
    cursor: undefined,
    rated: new Map(),
  }
}

/** The head looks for weeks, and signing in is not what is tried here. */
export async function staySignedIn({ deps }: Api): Promise<void> {
  await deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
}

const closedOf = async ({ deps }: Api, { unit }: Head) =>
  (await deps.db.selectFrom('unit').select('closed').where('id', '=', unit).executeTakeFirstOrThrow()).closed

/** Everything but a look. */
export async function take(world: World, next: Exclude<Step, { kind: 'look' }>): Promise<void> {
  const { api, counters } = world
  switch (next.kind) {
    case 'rate':
      rate(world, next.counter % counters.length, next.faces)
      return next.sent ? send(world, next.counter % counters.length) : undefined
    case 'send':
      return send(world, next.counter % counters.length)
    case 'pass':
      api.clock.now += next.hours * 3_600_000
      // Nobody doubts the clock here, however far it goes.
      await confirmTime(api.deps.db, api.clock.now)
      if (next.closed) await closeDue(api.deps)
      return noteClosing(world)
  }
}

function rate({ api, counters, tablets, comment, unsent, rated }: World, at: number, faces: Face[]): void {
  const { day, half } = localTime(api.clock.now)
  for (const { all, comment: commented, alone, ...tap } of faces) {
    // The channel tells the test which rating a released row is.
    const ch = `c${rated.size}`
    const said = {
      ms: CLOSED_AT_ONCE,
      std: tap.std,
      ch,
      ...(alone && { officer: null }),
      ...(all && { all: 1 as const }),
    }
    tablets[at]?.rate({ ...tap, with: said, ...(commented && { comment }) })
    const rating = { ...tap, all, comment: commented, alone, day, half, counter: counters[at] ?? '' }
    rated.set(ch, rating)
    unsent[at]?.push(rating)
  }
}

async function send(world: World, at: number): Promise<void> {
  await world.tablets[at]?.sendOk()
  // A closing that was due came before the batch.
  await noteClosing(world)
  const sent = world.unsent[at]?.splice(0) ?? []
  world.blocks.receive(sent)
  world.received.push(...sent)
}

/** After a closing: what of the ratings is closed, and which rows went out. */
async function noteClosing(world: World): Promise<void> {
  const { api, head, blocks, groups, received, rated, cursor } = world
  const closed = await closedOf(api, head)
  blocks.close(closed)
  if (closed === world.closed) return
  world.closed = closed
  world.brought = received.length
  const query = cursor === undefined ? '' : `&cursor=${cursor}`
  const { rows, next } = Rows.parse(await head.get(`/ratings?limit=10000${query}`))
  world.cursor = next
  const fresh: RowGroup[] = []
  for (const { counter: of, span, channel } of rows) {
    const rating = rated.get(channel)
    if (!rating) throw new Error(`A row that nobody rated: ${channel}`)
    const group = fresh.find((one) => one.counter === of && JSON.stringify(one.span) === JSON.stringify(span))
    if (group) group.ratings.push(rating)
    else fresh.push({ counter: of, span, through: closed, ratings: [rating] })
  }
  groups.push(...fresh)
}

/** Reasons and comments by counter: how many the head reads, and how many ought to be read. */
export async function feedbackOf(world: World): Promise<{ read: string[]; ought: string[] }> {
  const { head, received, brought, groups, closed } = world
  const { items } = FeedbackList.parse(await head.get('/feedback?limit=10000'))
  const out = new Set(groups.flatMap(({ ratings }) => ratings))
  const ought = received.slice(0, brought).filter((rating) => {
    if (rating.reasons.length === 0 && !rating.comment) return false
    return out.has(rating) || ordinal(addWorkingDays(rating.day, 2), 'pm') <= closed
  })
  const name = (of: { counter: string; reasons: readonly string[] }) => `${of.counter} ${of.reasons.join()}`
  return { read: items.map(name).sort(), ought: ought.map(name).sort() }
}
