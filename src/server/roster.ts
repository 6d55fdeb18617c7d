import { MOST_OFFICERS, type RosterOutcome, rosterOutcomes } from '#src/domain/roster.ts'
import type { DeedKind } from '#src/protocol/deeds.ts'
import type { FieldProblem, WrongFields } from '#src/protocol/field-problem.ts'
import { ROSTER_HEADER, type RosterForm, type RosterImported } from '#src/protocol/roster.ts'
import { csvText } from './csv.ts'
import { insertRows } from './db/insert.ts'
import { bumpConfig } from './device-config.ts'
import { type Refusal, refuse } from './problems.ts'
import { type Acting, deed, defined, mintId } from './units-change.ts'

/** So many ids stand in one entry of the unit's log: it has room for eighty characters. */
const IDS_A_DEED = 10

/** Brings a whole roster in, or nothing of it. The same one twice changes nothing the second time, and writes no deed. */
export async function importRoster(
  act: Acting,
  { officers: lines }: RosterForm,
): Promise<RosterImported | Refusal> {
  const { trx, deps, unit } = act
  const before = await listed(act)
  const outcomes = rosterOutcomes(lines, before)
  const wrong = wrongFields(outcomes)
  if (Object.keys(wrong).length > 0) return refuse('invalid', { fields: wrong })
  const of = (kind: RosterOutcome['kind']) => lines.filter((_, i) => outcomes[i]!.kind === kind)
  if (before.length + of('new').length > MOST_OFFICERS) return refuse('too-many')
  const added = new Set<string>()
  const rows = []
  for (const { name, title = '', field = '', initials = '' } of of('new')) {
    let id: string
    do id = await mintId(trx, deps, 'officer')
    while (added.has(id))
    added.add(id)
    rows.push({ id, unit, name, title, field, initials, absences: '[]' })
  }
  await insertRows({ trx, dialect: deps.dialect }, 'officer', rows)
  const changed = []
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind !== 'changed') continue
    const { id: _, ...line } = lines[i]!
    await trx.updateTable('officer').set(defined(line)).where('id', '=', outcome.id).execute()
    changed.push(outcome.id)
  }
  if (changed.length > 0) await bumpConfig(trx, unit)
  await say(act, 'roster-added', [...added])
  await say(act, 'roster-changed', changed)
  return { added: added.size, changed: changed.length, same: of('same').length }
}

/** The roster as a file that `importRoster` reads back unchanged, by name. */
export async function rosterCsv(act: Acting): Promise<string> {
  const vi = new Intl.Collator('vi', { numeric: true })
  const officers = (await listed(act)).sort((a, b) => vi.compare(a.name, b.name))
  const columns = ['id', 'name', 'title', 'field', 'initials'] as const
  return csvText([
    columns.map((column) => ROSTER_HEADER[column]),
    ...officers.map((officer) => columns.map((column) => officer[column])),
  ])
}

function listed({ trx, unit }: Acting) {
  return trx
    .selectFrom('officer')
    .select(['id', 'name', 'title', 'field', 'initials'])
    .where('unit', '=', unit)
    .orderBy('id')
    .execute()
}

/** By the place of the line in the form: `officers.3.name`. */
function wrongFields(outcomes: readonly RosterOutcome[]): WrongFields {
  return Object.fromEntries(
    outcomes.flatMap((outcome, i): [string, FieldProblem][] =>
      outcome.kind === 'wrong'
        ? [[`officers.${i}.${outcome.column}`, outcome.why === 'no-officer' ? 'no-officer' : 'taken']]
        : [],
    ),
  )
}

async function say(act: Acting, name: DeedKind, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += IDS_A_DEED)
    await deed(act, name, ids.slice(from, from + IDS_A_DEED).join(' '))
}
