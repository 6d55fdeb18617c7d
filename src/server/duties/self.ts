import type { Acting } from '../units-change.ts'

/**
 * The officers of the unit that who acts may be: the one that their account is, and those of the same name. About themselves the narrower limit
 * wins, so a namesake leaves the decision to somebody else too.
 */
export async function ownOfficers({
  trx,
  unit,
  by,
}: Pick<Acting, 'trx' | 'unit' | 'by'>): Promise<Set<string>> {
  const account = await trx
    .selectFrom('account')
    .select(['name', 'officer'])
    .where('id', '=', by ?? '')
    .executeTakeFirst()
  if (!account) return new Set()
  const officers = await trx.selectFrom('officer').select(['id', 'name']).where('unit', '=', unit).execute()
  const own = bare(account.name)
  return new Set(
    officers.filter(({ id, name }) => id === account.officer || bare(name) === own).map(({ id }) => id),
  )
}

/** As people see a name: composed, without capitals and double spaces. */
function bare(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
}
