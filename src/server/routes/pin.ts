import type { Context, Handler, Hono } from 'hono'
import type * as z from 'zod/mini'
import { PinForm, PinLink } from '#src/protocol/pins.ts'
import { senderOf } from '../address.ts'
import type { Deps } from '../deps.ts'
import { ownerOfLink, setPin } from '../pins/link.ts'
import { Refusal } from '../problems.ts'
import { answer } from './answer.ts'
import { fromElsewhere } from './cross-site.ts'
import { readForm } from './read.ts'

/** Where officers set their PIN, by a link from their head and without an account. */
export function pinRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/pin/link', byLink(deps, PinLink, ownerOfLink))
  app.post('/api/v1/pin', byLink(deps, PinForm, setPin))
}

function byLink<F>(
  deps: Deps,
  takes: z.ZodMiniType<F>,
  act: (deps: Deps, form: F, address: string) => Promise<object | Refusal>,
): Handler {
  return async (c: Context) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, takes))
    return answer(form instanceof Refusal ? form : await act(deps, form, senderOf(c)))
  }
}
