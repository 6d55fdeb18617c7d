/** What a line of an imported roster says of one officer. `id` null: the line names nobody by id. What is absent stays as it is. */
export type RosterRow = {
  id: string | null
  name: string
  title?: string | undefined
  field?: string | undefined
  initials?: string | undefined
}

export type Listed = { id: string; name: string; title: string; field: string; initials: string }

/** More than any unit has. */
export const MOST_OFFICERS = 2_000

const COLUMNS = ['name', 'title', 'field', 'initials'] as const
export type RosterColumn = 'id' | (typeof COLUMNS)[number]

/**
 * What comes of one line. `twice`: line number `of` of the same import, counted from 0, is about the same officer; `namesakes`: several
 * officers bear the name, and only an id tells which is meant; `no-officer`: the unit has nobody of that id.
 */
export type RosterOutcome =
  | { kind: 'new' }
  | { kind: 'same'; id: string }
  | { kind: 'changed'; id: string; columns: RosterColumn[] }
  | { kind: 'wrong'; column: RosterColumn; why: 'no-officer' | 'namesakes' }
  | { kind: 'wrong'; column: RosterColumn; why: 'twice'; of: number }

/**
 * What importing these lines into that roster does, a line each in their order: said alike by the page that shows it and by the server that
 * does it. Who is meant says the id, else the name, in which case and spaces tell nobody apart. The same lines once more
 * change nothing.
 */
export function rosterOutcomes(rows: readonly RosterRow[], officers: readonly Listed[]): RosterOutcome[] {
  const byId = new Map(officers.map((officer) => [officer.id, officer]))
  const named = new Set(rows.map(({ id }) => id))
  const byName = new Map<string, Listed[]>()
  for (const officer of officers.filter(({ id }) => !named.has(id)))
    byName.set(nameKey(officer.name), [...(byName.get(nameKey(officer.name)) ?? []), officer])
  const firstOf = new Map<string, number>()
  return rows.map((row, i) => {
    const found = row.id === null ? (byName.get(nameKey(row.name)) ?? []) : [byId.get(row.id)]
    const [officer] = found
    if (row.id !== null && !officer) return { kind: 'wrong', column: 'id', why: 'no-officer' }
    if (found.length > 1) return { kind: 'wrong', column: 'name', why: 'namesakes' }
    const key = officer ? `id ${officer.id}` : `name ${nameKey(row.name)}`
    const of = firstOf.get(key)
    if (of !== undefined) return { kind: 'wrong', column: row.id === null ? 'name' : 'id', why: 'twice', of }
    firstOf.set(key, i)
    return officer ? change(row, officer) : { kind: 'new' }
  })
}

function change(row: RosterRow, officer: Listed): RosterOutcome {
  const columns = COLUMNS.filter((column) => row[column] !== undefined && row[column] !== officer[column])
  return columns.length > 0 ? { kind: 'changed', id: officer.id, columns } : { kind: 'same', id: officer.id }
}

function nameKey(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')
}
