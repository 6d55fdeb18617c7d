import { ordinal, type Period } from '#src/domain/calendar.ts'
import { ClosingProof } from '#src/protocol/proof.ts'
import { type Answer, failed } from '../api.ts'
import { calls } from '../calls.ts'

export type Closing = Omit<ClosingProof, 'unit'> & { signature: string }

/** The unit's closings of that period, the earliest first, however many answers that takes. */
export async function closingsOf(
  unit: string,
  { from, to }: Pick<Period, 'from' | 'to'>,
  signal: AbortSignal,
): Promise<Answer<Closing[]>> {
  const last = ordinal(to, 'pm')
  const found: Closing[] = []
  for (let after = Math.max(0, ordinal(from, 'am') - 1); ; ) {
    const answer = await calls.closings(unit, after, signal)
    if (!answer.ok) return answer
    const { closings, signatures, more } = answer.value
    for (const [i, { line }] of closings.entries()) {
      const proof = ClosingProof.safeParse(JSON.parse(line))
      if (!proof.success) return failed('unreadable')
      found.push({ ...proof.data, signature: signatures[i] ?? '' })
    }
    after = found.at(-1)?.release ?? last
    if (!more || after >= last) break
  }
  return { ok: true, value: found.filter(({ release }) => release <= last) }
}

/** A hash as a person compares it: eight by eight. */
export function inEights(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1 ')
}
