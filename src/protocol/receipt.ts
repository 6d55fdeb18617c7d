import * as z from 'zod/mini'
import { atMost } from '#src/domain/length.ts'

/** Three groups of four, as the thank-you shows them: `7K2M-9PQX-3HTA`. */
const CODE = /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/

/** What a person may put between the symbols: spaces, dashes of any kind, dots, underscores. */
const BETWEEN = /[\s\p{Pd}._]/gu

/**
 * A receipt code from what a person typed or a camera read, undefined where it is none. Case and what stands between the
 * symbols do not matter; a 1 or an I, which no code holds, was an L that somebody copied by hand.
 */
export function readReceiptCode(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').replace(BETWEEN, '').toUpperCase().replace(/[1I]/g, 'L')
  const code = plain.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3')
  return CODE.test(code) ? code : undefined
}

/** `POST /api/v1/receipts`. In a body, since addresses stand in the logs of proxies. */
export const ReceiptQuestion = z.object({
  code: z.pipe(
    z.pipe(
      z.string().check(atMost(100)),
      z.transform((typed) => readReceiptCode(typed) ?? ''),
    ),
    z.string().check(z.regex(CODE)),
  ),
})
export type ReceiptQuestion = z.infer<typeof ReceiptQuestion>

/**
 * `known` is the same for every code of one unit and month, so that a code tells nothing about its rating (P9): the unit's
 * name and the month, `2026-11`, in whose figures the rating counts. `unknown`: not known yet, or never. `altered`: the
 * rating is there, but what is stored is no longer what gave the code.
 */
export const ReceiptAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('known'),
    unit: z.string(),
    month: z.string().check(z.regex(/^\d{4}-\d{2}$/)),
  }),
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('altered') }),
])
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>
