import type { RatingBody } from '#src/domain/rating-schema.ts'
import type { Tap } from './citizen.ts'

export const LOG = 'k3m9x2aq.1'
export type Logged = { log: string; n: number; at: number; body: RatingBody; honest: boolean }

/** What the tablet writes: one rating at a time, each numbered, with how long the faces had been shown when one was tapped. */
export function logged(taps: readonly Tap[]): Logged[] {
  let ready = 0
  return [...taps]
    .sort((a, b) => a.at - b.at)
    .map(({ at: wished, body, honest }, i) => {
      const at = Math.max(Math.round(wished), ready + 1_000)
      const shown = ready === 0 ? 99_999 : Math.min(99_999, at - ready)
      ready = at + body.ms[1] + 6_000
      return { log: LOG, n: i + 1, at, body: { ...body, ms: [shown, body.ms[1]] }, honest }
    })
}
