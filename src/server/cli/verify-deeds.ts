import { createReadStream, existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { readKeys } from '../keys.ts'
import { checkDeeds, type DeedsCheck, type DeedsFault, deedsSentence } from '../proof/deeds-file.ts'
import { checkKept, type Kept } from '../proof/kept.ts'
import { readPoint } from '../signature.ts'
import { sizeOfNamed } from './named-file.ts'

type Asked = { path: string; given: string | undefined; kept: readonly Kept[] | undefined }

/**
 * Checks a unit's log that was downloaded, with the key that is given, else that of the key file, else the one that the log names. Throws a
 * sentence where the file or the key is unusable.
 */
export async function verifyDeeds(
  { keyFile }: Pick<Config, 'keyFile'>,
  { path, given, kept }: Asked,
): Promise<Omit<DeedsCheck, 'hashes'> & { said: string }> {
  if (given !== undefined && !readPoint(Buffer.from(given, 'base64url')))
    throw new Error('--server-key is no public key as npm run export prints it.')
  sizeOfNamed(path)
  const key = given ?? (existsSync(keyFile) ? readKeys(keyFile).sign.key : undefined)
  const { hashes, ...check } = await checkDeeds(createReadStream(path, 'utf8'), key)
  if (kept) checkKept(kept, (unit) => (unit === check.unit ? check.key : undefined))
  return {
    ...check,
    faults: [...check.faults, ...(kept ?? []).flatMap((closing) => keptFault(closing, hashes))],
    said: key === undefined ? NO_KEY(check.key) : `Checked with the key ${key}.`,
  }
}

/** The entry with which a half day was closed, where the file goes so far. */
function keptFault({ n, hash }: Kept, hashes: ReadonlyMap<number, string>): DeedsFault[] {
  const found = hashes.get(n)
  const isBehind = n > Math.max(0, ...hashes.keys())
  return isBehind || found === hash ? [] : [{ kind: 'closing', from: n, to: n }]
}

export function deedsReport({
  unit,
  entries,
  shown,
  faults,
  said,
}: Awaited<ReturnType<typeof verifyDeeds>>): string {
  const lines = faults.map((fault) => {
    const { vi, en } = deedsSentence(unit, fault)
    return `✗ ${vi}\n  ${en}`
  })
  const verdict = faults.length > 0 ? `${faults.length} faults` : 'everything is whole'
  return `${[...lines, `The log of unit ${unit}: ${entries} entries, ${shown} of them shown: ${verdict}.`, said].join('\n')}\n`
}

const NO_KEY = (key: string | undefined) =>
  `The server's key file is not here, and no --server-key was given: checked with the key that the log names itself. Whoever writes all anew can name another; compare it with what the server's operator says: ${key ?? 'none'}`
