import { join } from 'node:path'
import { instantOf } from '#src/domain/calendar.ts'
import type { Reason, Score } from '#src/domain/conduct.ts'
import { type Image, putImage, takeImage } from './image.ts'
import { draftFor, pairStand, passTo, rate, restart, type Stand } from './stand.ts'
import { signIn, type World } from './world.ts'

const SCORES: readonly Score[] = [4, 5, 5, 3, 4, 2, 5, 1, 4, 4]
const REASONS: readonly Reason[] = ['keo_dai', 'giay_to', 'tho_o', 'voi_vinh']
const WORDS = ['Cán bộ rất nhiệt tình.', 'Phải đợi hơn một giờ; xin thêm ghế ngồi.', 'Cảm ơn!']

/** Two tablets at work and one in practice, from Monday 23 November to Friday 4 December 2026. */
export type Story = { first: Stand; second: Stand; third: Stand }

export const START = instantOf('2026-11-23', 8)

export async function liveFortnight(world: World, story: Story): Promise<void> {
  const { first, second, third } = story
  const turn = turner(world)
  await practise(world, story)
  await turn([first, 9], [second, 6])
  await halfDay(world, story, '2026-11-23')
  await turn([first, 6], [second, 5])
  await night(world, story, '2026-11-24', '2026-11-23')
  await turn([first, 8])
  await unheard(world, second, 4)
  await night(world, story, '2026-11-25', '2026-11-24', [13, 19])
  await second.tablet.syncNow() // what waited since yesterday comes late
  await turn([first, 5], [second, 5])
  await night(world, story, '2026-11-26', '2026-11-25', [13, 19])
  await loseSome(world, first, turn)
  await turn([second, 3])
  await night(world, story, '2026-11-27', '2026-11-26', [13, 19])
  await turn([first, 3], [second, 6])
  await branchOff(world, first)
  // Over the weekend nobody closes: the first batch of Monday does.
  await night(world, story, '2026-11-30', '2026-11-27', [13])
  await turn([first, 6], [second, 6], [third, 0])
  await night(world, story, '2026-12-01', '2026-11-30', [13, 19])
  await turn([first, 3], [second, 2])
  await night(world, story, '2026-12-02', '2026-12-01', [13, 19])
  await unheard(world, second, 3)
  await signIn(world)
  await world.ask('POST', `/devices/${second.id}/retire`)
  await second.tablet.syncNow() // held for the head
  await turn([first, 4])
  await night(world, story, '2026-12-03', '2026-12-02', [13, 19])
  await turn([first, 6])
  await night(world, story, '2026-12-04', '2026-12-03', [13, 19])
  await headWorks(world)
  await turn([first, 2])
}

/**
 * The first tablet is put back to what it was a moment ago, branches off, and the network is gone before its next generation
 * is sent: with ratings, a comment and a citizen who is still at it.
 */
export async function leaveUnsent(world: World, { first }: Story): Promise<void> {
  const image = await takeImage(first.device)
  await rate(world, first)
  await first.tablet.syncNow()
  await putBack(first, image)
  await rate(world, first, { score: 2 })
  await first.tablet.syncNow()
  world.isCut = true
  await rate(world, first, { score: 5, comment: 'Xin cảm ơn chị Lan.' })
  await rate(world, first, { score: 1, reasons: ['tho_o'], comment: 'Gọi lại cho tôi: 0912 345 678.' })
  await rate(world, first)
  const draft = draftFor(world, first, { score: 3 })
  await first.tablet.keepDraft(draft)
  await world.clock.pass(4_000)
  await first.tablet.keepDraft({ ...draft, answers: { ...draft.answers, score: 2, rechosen: [3] } })
  first.device.kill()
}

/** What tablets send on such a day: each kind of batch that the protocol knows. */
export async function ordinaryDay(
  world: World,
  { first, second, third }: Story,
  code: string,
): Promise<void> {
  world.isCut = false
  world.isTwice = true
  await restart(first)
  await first.tablet.syncNow()
  world.isTwice = false
  await rate(world, third, { kind: 'practice' })
  await third.tablet.syncNow()
  await rate(world, second)
  await second.tablet.syncNow()
  await rate(world, first, { comment: WORDS[1] ?? '', score: 1, reasons: ['giay_to'] })
  await first.tablet.syncNow()
  await branchOff(world, third)
  await pairStand(world, first.counter, code)
  await forget(first, 3)
}

/** The server comes back from a backup, while the first tablet no longer holds all that it had sent since. */
export async function afterRestore(world: World, story: Story, saved: string): Promise<void> {
  const { first, second, third } = story
  await world.rollBack(saved, 'restored')
  for (const stand of [first, second, third]) {
    await restart(stand)
    await stand.tablet.syncNow()
    await rate(world, stand, { kind: stand === third ? 'practice' : 'rating' })
    await stand.tablet.syncNow()
  }
}

type Turn = (...turns: readonly [Stand, number][]) => Promise<void>

/** Each rates so often, then all send. */
function turner(world: World): Turn {
  let said = 0
  return async (...turns) => {
    for (const [stand, count] of turns) {
      for (let i = 0; i < count; i += 1) {
        said += 1
        await world.clock.pass(40)
        const score = SCORES[said % SCORES.length]!
        const reasons = score <= 2 ? [REASONS[said % REASONS.length]!] : []
        const comment = said % 6 === 0 ? { comment: WORDS[said % WORDS.length]! } : {}
        await rate(world, stand, { score, reasons, ...comment })
      }
      await stand.tablet.syncNow()
    }
  }
}

async function practise(world: World, { first, second, third }: Story): Promise<void> {
  for (const stand of [first, second, third]) {
    await rate(world, stand, { kind: 'practice' })
    await stand.tablet.syncNow()
  }
  for (const stand of [first, second]) {
    await world.ask('POST', `/devices/${stand.id}/begin`)
    await stand.tablet.syncNow()
  }
}

async function unheard(world: World, stand: Stand, count: number): Promise<void> {
  world.isCut = true
  for (let i = 0; i < count; i += 1) await rate(world, stand, { score: 5 })
  stand.device.kill()
  world.isCut = false
  await restart(stand)
}

/** The server is put back by some batches that the tablet has no more: a hole. */
async function loseSome(world: World, stand: Stand, turn: Turn): Promise<void> {
  const saved = join(world.folder, 'before-the-hole')
  await world.save(saved)
  for (const count of [2, 1, 2]) await turn([stand, count])
  await forget(stand, 6)
  await world.rollBack(saved, 'second')
  await rate(world, stand, { score: 5 })
  await stand.tablet.syncNow()
}

/** Storage gets short so often; each time some of what the server has goes. */
async function forget(stand: Stand, times: number): Promise<void> {
  const { room } = stand.device
  const { usage } = room
  room.usage = room.quota * 0.3
  for (let i = 0; i < times; i += 1) {
    await restart(stand)
    await stand.tablet.syncNow()
  }
  room.usage = usage
  await restart(stand)
}

/** The tablet's disk is put back to what it was before the last rating, and goes on with another. */
async function branchOff(world: World, stand: Stand): Promise<void> {
  const kind = isPractising(stand) ? 'practice' : 'rating'
  const image = await takeImage(stand.device)
  await rate(world, stand, { kind, score: 5 })
  await stand.tablet.syncNow()
  await putBack(stand, image)
  await rate(world, stand, { kind, score: 1 })
  await stand.tablet.syncNow()
  await world.clock.pass(20_000)
}

async function putBack(stand: Stand, image: Image): Promise<void> {
  stand.device.kill()
  await putImage(stand.device, image)
  await restart(stand)
}

function isPractising({ tablet }: Stand): boolean {
  const status = tablet.status()
  return status.kind === 'paired' && status.config.practice
}

async function halfDay(world: World, { first, second, third }: Story, day: string): Promise<void> {
  await passTo(world, [first, second, third], instantOf(day, 14), [instantOf(day, 13)])
}

/** Half days of `last` are closed at those hours, and in the morning of `next` all begin again. */
async function night(world: World, story: Story, next: string, last: string, hours = [19]): Promise<void> {
  const stands = [story.first, story.second, story.third]
  await passTo(
    world,
    stands,
    instantOf(next, 8),
    hours.map((hour) => instantOf(last, hour)),
  )
}

async function headWorks(world: World): Promise<void> {
  const [first, second] = world.counters
  await signIn(world)
  await world.ask('POST', '/officers', { name: 'Lê Thị Bình', title: '' })
  await world.ask('PATCH', `/counters/${second}`, { closed: true })
  await world.ask('PATCH', `/counters/${first}`, { name: 'Hộ tịch, chứng thực' })
  await world.ask('PATCH', '', { meet: { room: 'Phòng 12', phone: '024 3333 4444' } })
}
