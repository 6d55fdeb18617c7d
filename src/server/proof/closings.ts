import type { ClosingProof, Proofs } from '#src/protocol/proof.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Deps, Trx } from '../deps.ts'

/** So many closings go out at a time: a year has some five hundred. */
const PAGE = 500
/** Of a signature's 86 characters so many stand on paper: 96 bits, in which no two agree by chance. */
const ON_PAPER = 16

/** A unit's closings after that half day, each signed to be kept elsewhere. */
export async function closingProofs(
  trx: Trx,
  { keys }: Pick<Deps, 'keys'>,
  { unit, after }: { unit: string; after: number },
): Promise<Proofs> {
  const rows = await trx
    .selectFrom('closing as c')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'c.log').onRef('e.n', '=', 'c.n'))
    .select(['c.release', 'c.n', 'c.sig', 'e.hash'])
    .where('c.unit', '=', unit)
    .where('c.release', '>', after)
    .orderBy('c.release')
    .limit(PAGE + 1)
    .execute()
  const sign = (proof: ClosingProof): Signed => keys.sign.sign('proof', JSON.stringify(proof))
  const page = rows.slice(0, PAGE)
  return {
    closings: page.map(({ release, n, hash }) => sign({ unit, release, n, hash })),
    signatures: page.map(({ sig }) => sig.slice(0, ON_PAPER)),
    more: rows.length > PAGE,
  }
}

/** All of them, a page at a time; beside each how the closing's own signature begins. */
export async function* allProofs(
  trx: Trx,
  deps: Pick<Deps, 'keys'>,
  unit: string,
): AsyncGenerator<{ signed: Signed; signature: string }> {
  for (let after = -1; ; ) {
    const { closings, signatures, more } = await closingProofs(trx, deps, { unit, after })
    for (const [i, signed] of closings.entries()) yield { signed, signature: signatures[i] ?? '' }
    const last = closings.at(-1)
    if (!more || !last) return
    after = (JSON.parse(last.line) as ClosingProof).release
  }
}
