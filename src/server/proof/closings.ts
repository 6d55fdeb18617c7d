import type { ClosingProof, Proofs } from '#src/protocol/proof.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Deps, Trx } from '../deps.ts'

/** So many closings go out at a time: a year has some five hundred. */
const PAGE = 500

/** A unit's closings after that half day, each signed to be kept elsewhere. */
export async function closingProofs(
  trx: Trx,
  { keys }: Pick<Deps, 'keys'>,
  { unit, after }: { unit: string; after: number },
): Promise<Proofs> {
  const rows = await trx
    .selectFrom('closing as c')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'c.log').onRef('e.n', '=', 'c.n'))
    .select(['c.release', 'c.n', 'e.hash'])
    .where('c.unit', '=', unit)
    .where('c.release', '>', after)
    .orderBy('c.release')
    .limit(PAGE + 1)
    .execute()
  const sign = (proof: ClosingProof): Signed => keys.sign.sign('proof', JSON.stringify(proof))
  const closings = rows.slice(0, PAGE).map(({ release, n, hash }) => sign({ unit, release, n, hash }))
  return { closings, more: rows.length > PAGE }
}

/** All of them, a page at a time. */
export async function* allProofs(trx: Trx, deps: Pick<Deps, 'keys'>, unit: string): AsyncGenerator<Signed> {
  for (let after = -1; ; ) {
    const { closings, more } = await closingProofs(trx, deps, { unit, after })
    yield* closings
    const last = closings.at(-1)
    if (!more || !last) return
    after = (JSON.parse(last.line) as ClosingProof).release
  }
}
