import type { Random } from '#tests/simulate/random.ts'
import { provenIn } from './columns.ts'
import { NAMES, type Name, type Row, type State, type Value } from './state.ts'

/** What one who knows nothing of the chains does to rows; undefined where it is not possible there. */
export type Plain = (state: State, random: Random) => State | undefined

/** One bit of one value. */
export const flip: Plain = (state, random) => {
  const name = anyTable(state, random)
  const at = random.int(0, state[name].length - 1)
  const row = state[name][at]!
  const column = random.pick(provenIn(name, row))
  return withRow(state, name, at, { ...row, [column]: flipped(row[column] ?? null, random) })
}

export const deleteRow: Plain = (state, random) => {
  const name = anyTable(state, random)
  const at = random.int(0, state[name].length - 1)
  return { ...state, [name]: state[name].toSpliced(at, 1) }
}

/** A row that was there already, under another key: another number, log, unit, half day. */
export const insertRow: Plain = (state, random) => {
  const name = anyTable(state, random)
  if (name === 'unit' || name === 'device') return undefined
  const row = random.pick(state[name])
  const columns = provenIn(name, row)
  const made: Record<string, Value> = { ...row }
  for (let changes = random.int(1, 3); changes > 0; changes -= 1) {
    const column = random.pick(columns)
    const other = random.pick(state[name])[column] ?? null
    made[column] = typeof other === 'number' ? other + random.pick([0, 0, 1, 1, 2, 5]) : other
  }
  return { ...state, [name]: [...state[name], made] }
}

/** Two rows of a table exchange one value, or all but what they are found by. */
export const swapRows: Plain = (state, random) => {
  const name = anyTable(state, random)
  const rows = state[name]
  if (rows.length < 2) return undefined
  const [a, b] = [random.int(0, rows.length - 1), random.int(0, rows.length - 1)]
  const [first, second] = [rows[a]!, rows[b]!]
  const columns = random.chance(0.5) ? [random.pick(provenIn(name, first))] : valueColumns(name, first)
  return withRow(withRow(state, name, a, { ...first, ...pickFrom(second, columns) }), name, b, {
    ...second,
    ...pickFrom(first, columns),
  })
}

/** The last rows of a table are gone. */
export const truncateTable: Plain = (state, random) => {
  const name = anyTable(state, random)
  const rows = state[name]
  return { ...state, [name]: rows.slice(0, -random.int(1, Math.max(1, rows.length - 1))) }
}

/** Entries matter most and are most: half of the draws are theirs and of what stands beside them. */
function anyTable(state: State, random: Random): Name {
  const names = NAMES.filter((name) => state[name].length > 0)
  return random.chance(0.4)
    ? random.pick(['entry', 'receive_mark', 'batch', 'log'] as const)
    : random.pick(names)
}

function valueColumns(name: Name, row: Row): string[] {
  const keys = new Set(['log', 'n', 'id', 'unit', 'position', 'release', 'kind', 'seq', 'from_n', 'to_n'])
  const values = provenIn(name, row).filter((column) => !keys.has(column))
  return values.length > 0 ? values : [...provenIn(name, row)]
}

function pickFrom(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}

export function withRow(state: State, name: Name, at: number, row: Row): State {
  return { ...state, [name]: state[name].with(at, row) }
}

function flipped(value: Value, random: Random): Value {
  if (value === null) return null
  if (typeof value === 'number') return value + (random.chance(0.5) ? 1 : -1) * 2 ** random.int(0, 5)
  if (typeof value === 'string') return flippedText(value, random)
  const bytes = Buffer.from(value)
  const at = random.int(0, bytes.length - 1)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7))
  return bytes
}

/** A bit of one of its plain characters, such that it stays one: PostgreSQL takes nothing else for text. */
function flippedText(text: string, random: Random): string {
  if (text === '') return 'x'
  const at = random.int(0, text.length - 1)
  const code = text.charCodeAt(at) ^ (1 << random.int(0, 4))
  if (code < 32 || code > 126) return text
  return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
}
