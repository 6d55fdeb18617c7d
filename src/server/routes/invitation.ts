import type { Context, Handler, Hono } from 'hono'
import type * as z from 'zod/mini'
import { InvitationLink, InvitedPassword, InvitedPin } from '#src/protocol/accounts.ts'
import { senderOf } from '../address.ts'
import type { Deps } from '../deps.ts'
import { choosePassword, invitedBy, signInByPin } from '../invitations.ts'
import { Refusal } from '../problems.ts'
import type { SignedIn } from '../sessions.ts'
import { answer } from './answer.ts'
import { crossSite, fromElsewhere } from './cross-site.ts'
import { readForm } from './read.ts'
import { signedIn } from './session.ts'

/** Where people sign in first, by a link from who gave them the account. */
export function invitationRoutes(app: Hono, deps: Deps): void {
  const invitation = '/api/v1/invitation'
  app.post(`${invitation}/link`, async (c) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, InvitationLink))
    return answer(form instanceof Refusal ? form : await invitedBy(deps, form, senderOf(c)))
  })
  app.post(`${invitation}/password`, signingIn(deps, InvitedPassword, choosePassword))
  app.post(`${invitation}/pin`, signingIn(deps, InvitedPin, signInByPin))
}

function signingIn<F>(
  deps: Deps,
  takes: z.ZodMiniType<F>,
  act: (deps: Deps, form: F, address: string) => Promise<SignedIn | Refusal>,
): Handler {
  return async (c: Context) => {
    const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, takes))
    const signed = form instanceof Refusal ? form : await act(deps, form, senderOf(c))
    return signed instanceof Refusal ? answer(signed) : signedIn({}, signed)
  }
}
