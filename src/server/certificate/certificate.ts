import { createPrivateKey, createPublicKey, hash, type KeyObject, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { DAY_MS } from '#src/domain/calendar.ts'
import { der } from './der.ts'

/** Android and iOS refuse a server's certificate that is good for longer than 825 days, browsers a public one of more than 398. */
const SERVER_DAYS = 397
const AUTHORITY_DAYS = 3650
/** So that a tablet whose clock is some hours behind takes it too. */
const BEFORE_MS = DAY_MS

const SIGNED = der.sequence(der.name('1.2.840.10045.4.3.2'))
const EXTENSION = {
  subjectKey: '2.5.29.14',
  usage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  constraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKey: '2.5.29.35',
  extendedUsage: '2.5.29.37',
} as const

/** No host: OpenSSL would hold an address that stands here against the names that the authority may sign for. */
const SERVER_NAME = 'Hai Long'

/** PEM, of a P-256 key. */
export type KeyPem = string
/** `host`: a name as browsers write it, or an IPv4 address; `now`: ms; `serial`: sixteen random bytes. */
export type Wish = { host: string; now: number; serial: Uint8Array }

/** What an authority of that host is called: ASCII alone, since some lists of certificates on tablets show nothing else. */
export function authorityName(host: string): string {
  return `Hai Long ${host}`
}

/** The certificate of the authority with that key, PEM: good for ten years, and for nothing but that host. */
export function authorityCertificate(key: KeyPem, { host, now, serial }: Wish): string {
  const own = createPublicKey(createPrivateKey(key))
  return signed(key, {
    serial,
    names: { issuer: authorityName(host), subject: authorityName(host) },
    from: now - BEFORE_MS,
    days: AUTHORITY_DAYS,
    own,
    extensions: [
      extension('constraints', der.sequence(der.yes(), der.integer(Buffer.of(0))), { critical: true }),
      // To sign certificates and lists of revoked ones.
      extension('usage', der.bits(Buffer.of(0b0000_0110), 1), { critical: true }),
      extension('nameConstraints', onlyFor(host), { critical: true }),
      extension('subjectKey', der.octets(keyId(own))),
    ],
  })
}

/** A server's certificate for that host and public key, PEM, signed by the authority of `of`: good for 397 days. */
export function serverCertificate(
  authority: { key: KeyPem; of: string },
  own: KeyObject,
  { host, now, serial }: Wish,
): string {
  const above = keyId(createPublicKey(createPrivateKey(authority.key)))
  return signed(authority.key, {
    serial,
    names: { issuer: authorityName(authority.of), subject: SERVER_NAME },
    from: now - BEFORE_MS,
    days: SERVER_DAYS,
    own,
    extensions: [
      extension('constraints', der.sequence(), { critical: true }),
      extension('usage', der.bits(Buffer.of(0b1000_0000), 7), { critical: true }),
      extension('extendedUsage', der.sequence(der.name('1.3.6.1.5.5.7.3.1'))),
      extension('alternativeNames', der.sequence(hostName(host))),
      extension('subjectKey', der.octets(keyId(own))),
      extension('authorityKey', der.sequence(der.at(0, above, { holds: 'bytes' }))),
    ],
  })
}

type Contents = {
  serial: Uint8Array
  names: { issuer: string; subject: string }
  from: number
  days: number
  own: KeyObject
  extensions: readonly Buffer[]
}

function signed(key: KeyPem, { serial, names, from, days, own, extensions }: Contents): string {
  const contents = der.sequence(
    der.at(0, der.integer(Buffer.of(2)), { holds: 'value' }),
    // The first bit is of the sign, the second keeps the number from beginning with a zero.
    der.integer(Buffer.concat([Buffer.of((serial[0]! & 0x3f) | 0x40), serial.subarray(1)])),
    SIGNED,
    commonName(names.issuer),
    der.sequence(der.time(from), der.time(from + days * DAY_MS)),
    commonName(names.subject),
    own.export({ type: 'spki', format: 'der' }),
    der.at(3, der.sequence(...extensions), { holds: 'value' }),
  )
  const whole = der.sequence(contents, SIGNED, der.bits(sign('sha256', contents, key)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function commonName(text: string): Buffer {
  return der.sequence(der.set(der.sequence(der.name('2.5.4.3'), der.text(text))))
}

function extension(name: keyof typeof EXTENSION, value: Buffer, { critical = false } = {}): Buffer {
  return der.sequence(der.name(EXTENSION[name]), ...(critical ? [der.yes()] : []), der.octets(value))
}

/**
 * Whoever steals the authority's key can then be taken for no bank. A kind of name that is not listed would be free, so the other
 * kind is listed with what is nobody's (RFC 5280, 4.2.1.10; RFC 6761).
 */
function onlyFor(host: string): Buffer {
  const address = isIP(host) === 4 ? host : '0.0.0.0'
  const name = isIP(host) === 4 ? 'invalid' : host
  const allowed = [
    der.at(2, Buffer.from(name), { holds: 'bytes' }),
    der.at(7, Buffer.concat([addressBytes(address), Buffer.alloc(4, 0xff)]), { holds: 'bytes' }),
  ]
  return der.sequence(der.at(0, Buffer.concat(allowed.map((one) => der.sequence(one))), { holds: 'value' }))
}

function hostName(host: string): Buffer {
  return isIP(host) === 4
    ? der.at(7, addressBytes(host), { holds: 'bytes' })
    : der.at(2, Buffer.from(host), { holds: 'bytes' })
}

function addressBytes(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number))
}

/** Any name of the key will do (RFC 5280, 4.2.1.2). */
function keyId(key: KeyObject): Buffer {
  return hash('sha256', key.export({ type: 'spki', format: 'der' }), 'buffer').subarray(0, 20)
}
