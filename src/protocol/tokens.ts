import * as z from 'zod/mini'
import { PULLS } from '#src/domain/access.ts'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'
import { Text } from './session.ts'

/**
 * Sent as `Authorization: Bearer hailong_…` (RFC 6750): 32 random bytes in base64url behind a name by which people, and programs that
 * look for forgotten secrets, know what they found.
 */
export const TOKEN_PREFIX = 'hailong_'
export const TokenSecret = z.string().check(z.regex(/^hailong_[\w-]{43}$/))

/** A token ends by itself: nobody remembers for longer in which files one lies. Local days from today on. */
export const TOKEN_DAYS = 366

/** `POST …/tokens`. `last`: the last local day on which it is good. No two that are good bear one name. */
export const TokenForm = z.object({
  name: Text(60),
  reads: z.array(z.literal(PULLS)).check(atLeast(1), atMost(PULLS.length)),
  last: z.string().check(z.refine(isDay)),
})
export type TokenForm = z.infer<typeof TokenForm>

/** The secret is said here and never again. */
export const TokenMade = z.object({ id: Id, secret: TokenSecret })
export type TokenMade = z.infer<typeof TokenMade>

/** `GET …/tokens`: those that are good, and the last that were, the newest first. Times are ms since 1970; `used` is to the hour. */
export const TokenList = z.object({
  tokens: z.array(
    z.object({
      id: Id,
      name: z.string(),
      reads: z.array(z.literal(PULLS)),
      by: z.string(),
      made: z.int(),
      last: z.string(),
      state: z.literal(['open', 'over', 'revoked']),
      used: z.nullable(z.int()),
    }),
  ),
})
export type TokenList = z.infer<typeof TokenList>
