import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { DAY_MS } from '#src/domain/calendar.ts'

export type Certificate = { cert: string; key: string }

/** What tablets install, beside the certificate that it has signed. */
export const AUTHORITY_FILE = 'authority.crt'

const WARNED_MS = 30 * DAY_MS
const BY_COMMAND = 'with "npm run certificate" where that made it, and start the server again.'
const RENEW = `Renew it, ${BY_COMMAND}`

/**
 * Certificate and key of two files. Throws a sentence where they cannot be read, do not fit each other, or are for another
 * host than that of `publicUrl`.
 */
export function loadCertificate(files: { cert: string; key: string }, publicUrl: string): Certificate {
  const loaded = { cert: read('TLS_CERT', files.cert), key: read('TLS_KEY', files.key) }
  try {
    createSecureContext(loaded)
    // Node takes an empty certificate or key for none, and would listen without it.
    createPrivateKey(loaded.key)
    new X509Certificate(loaded.cert)
  } catch (cause) {
    throw new Error(
      `TLS_CERT and TLS_KEY are not a certificate and its own key, both PEM. Bring them back, or make the certificate anew, ${BY_COMMAND}`,
      { cause },
    )
  }
  refuseOtherHost(new X509Certificate(loaded.cert), new URL(publicUrl))
  return loaded
}

/**
 * Says where the certificate is not good at that moment, ms, or ends within thirty days. It may be this machine's clock that is
 * wrong, so nothing is refused.
 */
export function certificateWarnings({ cert }: Certificate, now: number): string[] {
  const { validFromDate: from, validToDate: to } = new X509Certificate(cert)
  const clock = `this machine's clock says ${dayOf(new Date(now))}`
  const refused = 'browsers and tablets refuse it.'
  if (now < from.getTime())
    return [
      `TLS_CERT begins only on ${dayOf(from)}, and ${clock}: ${refused} Set the clock, or get another certificate.`,
    ]
  if (now > to.getTime())
    return [
      `TLS_CERT ended on ${dayOf(to)}, and ${clock}: ${refused} Set the clock, or renew it, ${BY_COMMAND}`,
    ]
  if (!endsSoon(to.getTime(), now)) return []
  return [`TLS_CERT ends on ${dayOf(to)}: from then on browsers and tablets refuse it. ${RENEW}`]
}

/** Is that end, ms, no more than thirty days away, or past? */
export function endsSoon(ends: number, now: number): boolean {
  return ends - now < WARNED_MS
}

/** When the certificate ends, ms. */
export function endOf({ cert }: Certificate): number {
  return new X509Certificate(cert).validToDate.getTime()
}

/**
 * The office's own authority, as bytes that a tablet installs, where it lies beside that certificate and has signed it; undefined
 * where another has, whom browsers know by themselves.
 */
export function authorityOf(file: string, { cert }: Certificate): Uint8Array<ArrayBuffer> | undefined {
  const path = join(dirname(file), AUTHORITY_FILE)
  if (!existsSync(path)) return undefined
  const authority = new X509Certificate(readFileSync(path))
  return new X509Certificate(cert).checkIssued(authority) ? new Uint8Array(authority.raw) : undefined
}

/** Browsers read the alternative names alone, and never the subject (RFC 9525). */
function refuseOtherHost(certificate: X509Certificate, { hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  const fits =
    isIP(host) === 0
      ? certificate.checkHost(host, { subject: 'never', partialWildcards: false })
      : certificate.checkIP(host)
  if (fits) return
  const names = certificate.subjectAltName?.replace(/(DNS|IP Address):/g, '') ?? 'no name'
  throw new Error(
    `TLS_CERT is for ${names}, and PUBLIC_URL's host is ${host}: every browser refuses it. Set PUBLIC_URL to a name of the certificate, or get one for ${host}.`,
  )
}

/** The day of that moment, in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(
      `${name}: the file ${path} cannot be read. Check that it is there, and that who starts the server may read it.`,
      { cause },
    )
  }
}
