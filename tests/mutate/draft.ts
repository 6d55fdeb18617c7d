import { chained } from '#tests/support/forge.ts'
import type { Name, Row, State, Value } from './state.ts'

export type Loose = Record<string, Value>

/** A state that is being worked on: rows may be changed where they stand. */
export type Draft = Record<Name, Loose[]>

export function draftOf(state: State): Draft {
  const tables = Object.entries(state).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))])
  return Object.fromEntries(tables) as Draft
}

export function textOf(row: Row): string {
  return Buffer.from(row.line as Uint8Array).toString()
}

/** The rows of a log in order, from that number on. */
export function entriesOf(draft: Draft, log: Value, from = 0): Loose[] {
  const rows = draft.entry.filter((row) => row.log === log && Number(row.n) >= from)
  return rows.sort((a, b) => Number(a.n) - Number(b.n))
}

/** Hashes the entries of a log anew from that number on, and moves its head: what anybody can do who can compute SHA-256. */
export function rehash(draft: Draft, log: Loose, from: number): void {
  const entries = entriesOf(draft, log.id!, from)
  const before = draft.entry.find((row) => row.log === log.id && row.n === from - 1)
  const hole = draft.hole.find((row) => row.log === log.id && row.to_n === from - 1)
  let previous = String((before ?? hole)?.hash ?? forkHash(draft, log) ?? '0'.repeat(64))
  for (const entry of entries) {
    const gap = draft.hole.find((row) => row.log === log.id && row.to_n === Number(entry.n) - 1)
    if (gap && entry.n !== from) previous = String(gap.hash)
    const [link] = chained(String(log.hashed_as), Number(entry.n), previous, [textOf(entry)])
    entry.hash = link!.hash
    previous = link!.hash
  }
  const last = entriesOf(draft, log.id!).at(-1)
  Object.assign(log, { head: last?.n ?? log.fork, hash: last?.hash ?? log.hash })
  if (log.held === 0) log.folded = log.head!
}

function forkHash(draft: Draft, log: Loose): Value | undefined {
  return draft.entry.find((row) => row.log === log.parent && row.n === log.fork)?.hash
}

/** The unit's marks stand one after another again, as if none had ever been between them. */
export function closeRanks(draft: Draft, unit: Value): void {
  const marks = draft.receive_mark.filter((mark) => mark.unit === unit)
  marks.sort((a, b) => Number(a.position) - Number(b.position))
  for (const [position, mark] of marks.entries()) mark.position = position
  for (const row of draft.unit) if (row.id === unit) row.position = marks.length
}

/** Takes away what stands beside entries that are gone. */
export function sweep(draft: Draft): void {
  const there = new Set(draft.entry.map(({ log, n }) => `${log} ${n}`))
  for (const name of ['receive_mark', 'sealed', 'waiting', 'released', 'leftover', 'receipt'] as const) {
    draft[name] = draft[name].filter(({ log, n }) => there.has(`${log} ${n}`))
  }
  const logs = new Set(draft.log.map(({ id }) => id))
  draft.batch = draft.batch.filter(({ log, to_n }) => there.has(`${log} ${to_n}`))
  draft.hole = draft.hole.filter(({ log }) => logs.has(log!))
  const devices = new Set(draft.device.map(({ id }) => id))
  draft.emptied = draft.emptied.filter(({ device }) => devices.has(device!))
  draft.tally = draft.tally.filter(({ log }) => logs.has(log!))
}
