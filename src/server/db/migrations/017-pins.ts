import { type Ddl, index, table } from '../ddl.ts'

/** By which officers go on duty: their PINs, the links by which they set them, and wrong tries at the tablets. */
export async function pins(ddl: Ddl): Promise<void> {
  const officer = 'foreign key (officer) references officer (id)'
  await table(
    ddl,
    'officer_pin',
    {
      ...{ officer: 'text', salt: 'text', rounds: 'int', stretched: 'text' },
      ...{ set_at: 'int', locked_at: 'int?', tries_from: 'int' },
    },
    { key: ['officer'], also: [officer] },
  )
  await table(
    ddl,
    'pin_link',
    { officer: 'text', hash: 'text', expires_at: 'int' },
    { key: ['officer'], also: ['unique (hash)', officer] },
  )
  await table(
    ddl,
    'pin_try',
    { log: 'text', n: 'int', officer: 'text', at: 'int' },
    { key: ['log', 'n'], clustered: true, also: [officer] },
  )
  await index(ddl, 'pin_try', ['officer', 'at'])
}
