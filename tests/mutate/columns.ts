import type { Name } from './state.ts'

/**
 * The columns that the proof speaks of. Left out, since nobody signs them and no figure is made of them: what a unit or
 * tablet is called and set to, its pairing (its log names it), when a batch came and a hole was noted (a rating's own mark
 * says when it came), and how much an emptied tablet had last said that it held. Of a tablet's generation a lower one is
 * found, below its newest stored log or the one that it got when it was emptied. A higher one is not: a tablet that asks a
 * restored server for its newest log raises it honestly before anything of that log is stored.
 */
export const PROVEN: Readonly<Record<Name, readonly string[]>> = {
  unit: ['position', 'closed'],
  device: ['key', 'retired'],
  device_key: ['device', 'key'],
  log: [
    'id',
    'unit',
    'device',
    'key',
    'hashed_as',
    'parent',
    'fork',
    'head',
    'hash',
    'folded',
    'run',
    'held',
  ],
  entry: ['log', 'n', 'hash', 'line'],
  receive_mark: ['log', 'n', 'unit', 'position', 'received_at', 'offset_ms', 'day', 'hour', 'release'],
  batch: ['log', 'from_n', 'to_n', 'hash', 'body_hash', 'sig'],
  hole: ['log', 'from_n', 'to_n', 'hash', 'receipt'],
  emptied: ['device', 'log', 'n', 'hash', 'refilled'],
  closing: ['unit', 'release', 'log', 'n', 'sig', 'kid', 'at'],
  unit_head: ['unit', 'n', 'hash', 'sig', 'kid'],
  intake: ['unit', 'position', 'marks', 'logs', 'sig', 'kid'],
  sealed: ['log', 'n', 'sealed'],
  tally: [],
  leftover: ['unit', 'seq', 'log', 'n', 'day'],
  waiting: ['unit', 'kind', 'log', 'n', 'counter', 'half'],
  released: [
    'unit',
    'kind',
    'release',
    'position',
    'log',
    'n',
    'span',
    'span_from',
    'span_half',
    'counter',
    'score',
  ],
  receipt: ['log', 'n', 'code'],
}

/** Of the tallies every column. */
export function provenIn(name: Name, row: object): readonly string[] {
  return name === 'tally' ? Object.keys(row) : PROVEN[name]
}
