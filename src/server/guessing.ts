import { DAY_MS } from '#src/domain/calendar.ts'
import { networkOf } from './address.ts'
import { FROM, type Limit } from './attempts.ts'
import type { Deps } from './deps.ts'
import type { Patience } from './patience.ts'
import { sha256 } from './signature.ts'

const SECOND = 1000
const MINUTE = 60_000

/** A person mistypes a password; some 200 guesses a day are what is left to a guesser. */
const ACCOUNT: Patience = { kind: 'grows', free: 5, first: 30 * SECOND, most: 15 * MINUTE, forgets: DAY_MS }

/** An office of a hundred people behind one address mistypes less. */
const SIGN_IN_FROM: Patience = { kind: 'leaks', holds: 50, each: 12 * SECOND }

/** A province in its first half hour mistypes less; a password tried on every account, from anywhere, gets ten answers a minute. */
const SIGN_IN_ALL: Patience = { kind: 'leaks', holds: 300, each: 6 * SECOND }

const PAIR_FROM: Patience = { kind: 'leaks', holds: 20, each: 6 * SECOND }

/** Ten guesses a second at 40 bits, with a thousand codes open at once, find one in three years: nobody honest meets this. */
const PAIR_ALL: Patience = { kind: 'leaks', holds: 1000, each: SECOND / 10 }

/** A script that goes on with a token that was revoked is told to wait; at 256 bits nobody guesses one. */
const TOKEN_FROM: Patience = { kind: 'leaks', holds: 20, each: 6 * SECOND }
const TOKEN_ALL: Patience = { kind: 'leaks', holds: 1000, each: SECOND / 10 }

/** At 128 bits nobody guesses a link to set a PIN; but the PIN is stretched for who has a good one. */
const PIN_LINK_FROM: Patience = { kind: 'leaks', holds: 20, each: 6 * SECOND }
const PIN_LINK_ALL: Patience = { kind: 'leaks', holds: 1000, each: SECOND / 10 }

/** At 128 bits nobody guesses a link to sign in first; but a password is stretched for who has a good one. */
const INVITATION_FROM: Patience = { kind: 'leaks', holds: 20, each: 6 * SECOND }
const INVITATION_ALL: Patience = { kind: 'leaks', holds: 1000, each: SECOND / 10 }

/**
 * What a sign-in counts under: everybody, the address, the account. A browser in which that account has signed in before
 * counts alone, so that no stranger's guesses shut its owner out.
 */
export function signInLimits(deps: Deps, account: Named, { address, browser }: Guesser): Limit[] {
  const known = knownBrowser(deps, account, browser)
  if (known) return [{ key: `browser:${known}`, patience: ACCOUNT }]
  return [
    { key: 'sign-in', patience: SIGN_IN_ALL },
    { key: fromKey(deps, 'sign-in', address), patience: SIGN_IN_FROM },
    { key: accountKey(account.user), patience: ACCOUNT },
  ]
}

/** What everybody's guesses at one account count under, also where there is no such account. */
export function accountKey(user: string): string {
  return `sign-in:${sha256(user)}`
}

/** What a wrong pairing code counts under. */
export function pairingLimits(deps: Deps, address: string): Limit[] {
  return [
    { key: 'pair', patience: PAIR_ALL },
    { key: fromKey(deps, 'pair', address), patience: PAIR_FROM },
  ]
}

/** What a wrong link to set a PIN counts under. */
export function pinLinkLimits(deps: Deps, address: string): Limit[] {
  return [
    { key: 'pin-link', patience: PIN_LINK_ALL },
    { key: fromKey(deps, 'pin-link', address), patience: PIN_LINK_FROM },
  ]
}

/** What a wrong link to sign in first counts under. */
export function invitationLimits(deps: Deps, address: string): Limit[] {
  return [
    { key: 'invitation', patience: INVITATION_ALL },
    { key: fromKey(deps, 'invitation', address), patience: INVITATION_FROM },
  ]
}

/** What a wrong PIN counts under with which an officer signs in: who has the link has six digits left to guess. */
export function invitedPinLimits(deps: Deps, account: string, address: string): Limit[] {
  return [
    { key: fromKey(deps, 'invited-pin', address), patience: SIGN_IN_FROM },
    { key: `invited-pin:${account}`, patience: ACCOUNT },
  ]
}

/** What a wrong token counts under. A right one never waits, so that no stranger's guesses shut out who shares an address. */
export function tokenLimits(deps: Deps, address: string): Limit[] {
  return [
    { key: 'token', patience: TOKEN_ALL },
    { key: fromKey(deps, 'token', address), patience: TOKEN_FROM },
  ]
}

/** The user name that is tried, and the stored hash of its password where there is such an account. */
export type Named = { user: string; password: string | undefined }

/** Who asks: the address, empty where it is unknown, and what the cookie of a known browser holds. */
export type Guesser = { address: string; browser: string | undefined }

const NONCE_BYTES = 16

/** What a browser keeps in which that account has signed in, good until its password changes; the server keeps nothing of it. */
export function browserToken(deps: Deps, account: Named): string {
  const nonce = Buffer.from(deps.random(NONCE_BYTES)).toString('base64url')
  return `${nonce}.${browserTag(deps, account, nonce)}`
}

function knownBrowser(deps: Deps, account: Named, token: string | undefined): string | undefined {
  const [nonce = '', tag] = token?.split('.') ?? []
  // Hashes are compared, so the time that it takes tells nothing of the tag.
  return tag !== undefined && sha256(tag) === sha256(browserTag(deps, account, nonce))
    ? sha256(nonce)
    : undefined
}

function browserTag(deps: Deps, { user, password = '' }: Named, nonce: string): string {
  return deps.keys.tag('browser', `${user}\n${password}\n${nonce}`)
}

/** An address is kept only as a tag that nobody computes back without the key file, and another one each day. */
function fromKey(deps: Deps, what: string, address: string): string {
  const day = Math.floor(deps.now() / DAY_MS)
  return `${FROM}${what}:${deps.keys.tag('address', `${day}\n${networkOf(address)}`)}`
}
