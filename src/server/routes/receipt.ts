import type { Hono } from 'hono'
import { ReceiptQuestion } from '#src/protocol/receipt.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problems.ts'
import { lookUp } from '../receipt-lookup.ts'
import { answer } from './answer.ts'
import { fromElsewhere } from './cross-site.ts'
import { readForm } from './read.ts'

/**
 * What a citizen asks by the code on the thank-you, without being known. Tries are not counted: nobody guesses sixty bits,
 * a known code tells nothing of its rating, and to count is to keep something of the citizen's address (P9).
 */
export function receiptRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/receipts', async (c) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, ReceiptQuestion))
    return answer(form instanceof Refusal ? form : await lookUp(deps, form.code))
  })
}
