import { existsSync } from 'node:fs'
import type { Config } from './config.ts'
import type { Database } from './deps.ts'

const ADDRESS = 'public-url'

/**
 * Where the nightly backups lie and what opens them: said at each start, since the first night makes the passphrase while nobody
 * looks; or that this server makes none.
 */
export function backupNote({ backup, keyFile }: Pick<Config, 'backup' | 'keyFile'>): string {
  const { nightly, folder, passphraseFile } = backup
  if (!nightly)
    return `THIS SERVER MAKES NO BACKUPS (BACKUP=off): something else must, of the database and of ${keyFile}.`
  const made = existsSync(passphraseFile) ? '' : ' (made at the first backup)'
  return (
    `Backups go to ${folder} each night. Only what stands in ${passphraseFile}${made} opens them: ` +
    'write it down and keep it elsewhere, not on this machine alone.'
  )
}

/** Keeps the address under which tablets find this server. Where it was another one until now: what that means, as a sentence. */
export async function noteAddress(db: Database, publicUrl: string): Promise<string | undefined> {
  const known = await db.selectFrom('meta').select('value').where('key', '=', ADDRESS).executeTakeFirst()
  if (known?.value === publicUrl) return undefined
  await db
    .insertInto('meta')
    .values({ key: ADDRESS, value: publicUrl })
    .onConflict((found) => found.column('key').doUpdateSet({ value: publicUrl }))
    .execute()
  if (!known) return undefined
  return (
    `THE ADDRESS OF THIS SERVER HAS CHANGED: it was ${known.value}, now it is ${publicUrl}. To a browser that is another place: ` +
    'tablets stay with the old address, and what they have not sent does not come here. Let the old address answer too until ' +
    'each tablet has nothing more to send, or save a rescue file on each; then pair each anew as the one that replaces ' +
    'it. See README.md, "Moving to another address".'
  )
}
