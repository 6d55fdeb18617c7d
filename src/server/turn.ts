import type { Database } from './deps.ts'

/** `name`: of what; `forMs`: after so long it is taken to have been left by one who died. */
type Turn = { name: string; now: number; forMs: number }

/** Of several processes on one database one does it, the others go on: undefined. Whoever has fallen silent is not waited for. */
export async function inTurn<T>(
  db: Database,
  { name, now, forMs }: Turn,
  act: () => Promise<T>,
): Promise<T | undefined> {
  const taken = await db
    .insertInto('turn')
    .values({ name, began_at: now })
    .onConflict((found) =>
      found
        .column('name')
        .doUpdateSet({ began_at: now })
        // Later than now: begun by a clock that has since been put right.
        .where((e) => e.or([e('turn.began_at', '<', now - forMs), e('turn.began_at', '>', now)])),
    )
    .returning('name')
    .executeTakeFirst()
  if (!taken) return undefined
  try {
    return await act()
  } finally {
    await db.deleteFrom('turn').where('name', '=', name).where('began_at', '=', now).execute()
  }
}
