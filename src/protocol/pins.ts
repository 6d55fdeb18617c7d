import * as z from 'zod/mini'
import { atMost } from '#src/domain/length.ts'
import { PIN } from '#src/domain/pin.ts'

/**
 * `POST …/officers/{officer}/pin`: a link by which the officer sets a PIN, shown once, one use, good for so many `seconds` from the answer
 * on. `address` is the page's, with the token in its fragment.
 */
export const PinOffer = z.object({ address: z.string(), seconds: z.int() })
export type PinOffer = z.infer<typeof PinOffer>

/** `POST /api/v1/pin/link`: whose link is it? A body, since addresses stand in the logs of proxies. */
export const PinLink = z.object({ token: z.string().check(atMost(100)) })
export type PinLink = z.infer<typeof PinLink>

export const PinLinkAnswer = z.object({ officer: z.string(), unit: z.string() })
export type PinLinkAnswer = z.infer<typeof PinLinkAnswer>

/** `POST /api/v1/pin`, once. One that is among the first to be tried is refused (`isEasyPin`). */
export const PinForm = z.extend(PinLink, { pin: z.string().check(z.regex(PIN)) })
export type PinForm = z.infer<typeof PinForm>

/** Whether an officer may go on duty by a PIN; `locked`: there were too many wrong ones. */
export const PinState = z.literal(['none', 'set', 'locked'])
export type PinState = z.infer<typeof PinState>
