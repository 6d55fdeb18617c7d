import { ClosingProof } from '#src/protocol/proof.ts'
import { Signed } from '#src/protocol/signed-schema.ts'
import { readJson } from '../json.ts'
import { verifyNamed } from '../signature.ts'

/** A closing that somebody kept, with its signature; whose key it is shows when the unit is known. */
export type Kept = ClosingProof & { signed: Signed }

/** No honest line is longer: some three hundred characters. */
const MAX_LINE = 2_000
/** Two hundred years of one office. */
const MAX_LINES = 200_000

/** A file of closings that were kept elsewhere cannot be used; the message says why, in a sentence. */
export class UnusableClosings extends Error {}

/** The closings in the lines of a file. Throws UnusableClosings where it is no such file. */
export async function readKept(chunks: AsyncIterable<string>): Promise<Kept[]> {
  const kept: Kept[] = []
  let rest = ''
  const take = (line: string) => {
    if (line.trim() !== '') kept.push(parseKept(line, kept.length + 1))
    if (kept.length > MAX_LINES) throw new UnusableClosings(`The file has more than ${MAX_LINES} closings.`)
  }
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (rest.length > MAX_LINE) throw new UnusableClosings('A line of the file is longer than any closing.')
  }
  take(rest)
  if (kept.length === 0) throw new UnusableClosings('The file is empty: it names no closing.')
  return kept
}

function parseKept(line: string, number: number): Kept {
  if (line.length > MAX_LINE) throw new UnusableClosings('A line of the file is longer than any closing.')
  const signed = readJson(Signed, line)
  const proof = signed && readJson(ClosingProof, signed.line)
  if (!proof)
    throw new UnusableClosings(
      `Line ${number} of the file is no signed closing: it may be cut off or changed.`,
    )
  return { ...proof, signed }
}

/** Throws UnusableClosings at the first that is of no unit of the database, or that its server did not sign. */
export function checkKept(kept: readonly Kept[], keyOf: (unit: string) => string | undefined): void {
  for (const [i, { unit, signed }] of kept.entries()) {
    const key = keyOf(unit)
    if (key === undefined)
      throw new UnusableClosings(
        `Line ${i + 1} of the file is of unit ${unit}, which this database does not have.`,
      )
    if (!verifyNamed(key, 'proof', signed))
      throw new UnusableClosings(
        `Line ${i + 1} of the file was not signed by this server: it was changed, or is another server’s.`,
      )
  }
}
