import { hash } from 'node:crypto'
import { COLUMNS } from '#src/domain/tally.ts'
import type { ServerKeys } from '#src/server/deps.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { CONDUCT, countOf, WHY } from './figures.ts'
import { nameLosses } from './named.ts'
import type { Tapped } from './oracle.ts'
import type { Final, FinalRating, Wrong } from './stored.ts'
import type { World } from './world.ts'

/** What the oracle finds when all is quiet: nothing, or what was lost, doubled, made up, miscounted or not named. */
export async function judge(world: World, final: Final): Promise<Wrong[]> {
  return [
    ...world.wrong,
    ...final.faults,
    ...lost(world, final),
    ...twice(world, final),
    ...madeUp(world, final),
    ...(await miscounted(world, final)),
    ...(await unverified(world, final)),
    ...(await nameLosses(world, final)),
  ]
}

/** C \ F is empty; so is what was confirmed on a disk, without F. */
function lost({ oracle }: World, { ratings }: Final): Wrong[] {
  const found = new Map<number, FinalRating[]>()
  for (const rating of ratings) found.set(rating.id, [...(found.get(rating.id) ?? []), rating])
  const given = new Set(oracle.losses.flatMap(({ taps }) => taps))
  const copied = new Set(oracle.copies)
  return [...oracle.taps.values()].flatMap((tapped): Wrong[] => {
    const { tap, tablet, kept, code } = tapped
    const rows = found.get(tap.id) ?? []
    if (rows.length === 0) {
      if (kept === 0 || given.has(tap.id)) return []
      const what = code === undefined ? 'kept' : 'thanked'
      return [{ kind: 'lost', text: `tap ${tap.id} of tablet ${tablet} was ${what} and is not there` }]
    }
    if (
      code === undefined ||
      given.has(tap.id) ||
      copied.has(tap.id) ||
      rows.some((row) => row.code === code)
    )
      return []
    return [
      { kind: 'code', text: `tap ${tap.id} was thanked with ${code} and stands under ${rows[0]!.code}` },
    ]
  })
}

/** Every tap stands once; a draft on a disk that was copied may have been closed by each copy. */
function twice({ oracle }: World, { ratings }: Final): Wrong[] {
  const counts = new Map<number, number>()
  for (const { id } of ratings) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].flatMap(([id, count]) => {
    const allowed = 1 + oracle.copies.filter((copy) => copy === id).length
    return count > allowed ? [{ kind: 'twice', text: `tap ${id} stands ${count} times` }] : []
  })
}

/** F \ T is empty, and what a row says is what was tapped: one of the states from the last that was confirmed on. */
function madeUp({ office, oracle }: World, { ratings }: Final): Wrong[] {
  return ratings.flatMap((row) => {
    const tapped = oracle.taps.get(row.id)
    if (!tapped || tapped.tried === 0) return [{ kind: 'made up', text: `${row.log} ${row.n}` }]
    const first = oracle.copies.includes(row.id) ? 0 : Math.max(0, tapped.kept - 1)
    const isSame = isAsTapped(row, tapped, first) && isAsWritten(office.deps.keys, row, tapped)
    return isSame ? [] : [{ kind: 'altered', text: `${row.log} ${row.n} is not tap ${row.id}` }]
  })
}

/** `first`: the earliest state of the screens that may have been closed. */
function isAsTapped({ kind, body }: FinalRating, tapped: Tapped, first: number): boolean {
  const { tap, tried, closed } = tapped
  const { comment: _, ms, end, ...said } = body
  const states = tap.answers.slice(first, Math.max(1, tried)).map((answers) => ({
    q: '4xin4luon@1',
    score: answers.score,
    std: CONDUCT.map((s) => (answers.standards[s] ? (answers.standards[s] === 'met' ? '1' : '0') : '-')).join(
      '',
    ),
    ...(answers.all && { all: 1 }),
    ...(answers.reasons.length > 0 && {
      reasons: WHY.map((r) => (answers.reasons.includes(r) ? '1' : '-')).join(''),
    }),
    counter: tapped.counter,
    officer: tapped.officer,
    ...(answers.rechosen.length > 0 && { rechosen: answers.rechosen.join('') }),
    ch: 'kiosk',
  }))
  const ends = closed ? [tap.end, 'restart'] : ['restart']
  return (
    kind === tapped.kind &&
    states.some((state) => JSON.stringify(state) === JSON.stringify(said)) &&
    ends.includes(end) &&
    ms[0] === tap.id &&
    (end === 'restart' || ms[1] === tap.linger)
  )
}

/** A comment is the one that was typed, without what must not be kept; a rating that a start had to close has none. */
function isAsWritten({ seal }: ServerKeys, { body, sealed }: FinalRating, { tap }: Tapped): boolean {
  const kept = body.end === 'restart' ? '' : (tap.comment?.kept ?? '')
  if (kept === '' || body.comment === undefined) return kept === '' && body.comment === undefined
  const [length, hash] = body.comment
  return sealed !== undefined && length === kept.length && seal.open(sealed, hash) === kept
}

/** Every figure is what the ratings say: by the oracle's own count, and by the product's recomputation. */
async function miscounted({ office }: World, { ratings }: Final): Promise<Wrong[]> {
  const rows = await office.deps.db.selectFrom('tally').selectAll().execute()
  const stored = new Map<string, number>()
  for (const row of rows) {
    for (const column of COLUMNS) {
      const key = `${row.log} ${row.counter} ${row.officer} ${column}`
      if (row[column] !== 0) stored.set(key, (stored.get(key) ?? 0) + row[column])
    }
  }
  const counted = countOf(ratings.filter((rating) => rating.counted))
  const keys = [...new Set([...stored.keys(), ...counted.keys()])]
  const wrong = keys.filter((key) => stored.get(key) !== counted.get(key))
  const { changed } = await rebuild(office.deps)
  return [
    ...wrong.map((key) => ({
      kind: 'figure',
      text: `${key}: ${stored.get(key)}, and is ${counted.get(key)}`,
    })),
    ...(changed === 0 ? [] : [{ kind: 'figure', text: `a rebuild changes ${changed} tallies` }]),
  ]
}

/** `verify` finds nothing but the branches and holes that are there. */
async function unverified({ office }: World, { logs }: Final): Promise<Wrong[]> {
  const { faults } = await verify(office.deps.db, { keys: office.deps.keys })
  const known = (kind: string, log: string) =>
    (kind === 'branch' && logs.some(({ id, parent }) => id === log && parent !== null)) || kind === 'hole'
  return faults
    .filter(({ kind, log }) => !known(kind, log))
    .map(({ kind, log, from, to, detail }) => ({
      kind: 'verify',
      text: `${kind} ${log} ${from}–${to} ${detail ?? ''}`,
    }))
}

/** Names a world by all that it came to: the same seed must give the same. */
export function fingerprint({ logs, ratings }: Final): string {
  return hash('sha256', JSON.stringify([logs, ratings])).slice(0, 12)
}
