import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'

export type Certificate = { cert: string; key: string }

/**
 * Certificate and key of two files. Throws a sentence where they cannot be read, do not fit each other, or are for another
 * host than that of `publicUrl`.
 */
export function loadCertificate(files: { cert: string; key: string }, publicUrl: string): Certificate {
  const loaded = { cert: read('TLS_CERT', files.cert), key: read('TLS_KEY', files.key) }
  try {
    createSecureContext(loaded)
  } catch (cause) {
    throw new Error('TLS_CERT and TLS_KEY are not a certificate and its own key, both PEM.', { cause })
  }
  refuseOtherHost(new X509Certificate(loaded.cert), new URL(publicUrl))
  return loaded
}

/** Says where the certificate is not good at that moment. It may be this machine's clock that is wrong, so nothing is refused. */
export function certificateWarnings({ cert }: Certificate, now: number): string[] {
  const { validFromDate: from, validToDate: to } = new X509Certificate(cert)
  const when = now > to.getTime() ? `ended on ${dayOf(to)}` : `begins only on ${dayOf(from)}`
  if (now >= from.getTime() && now <= to.getTime()) return []
  return [
    `TLS_CERT ${when}, and this machine's clock says ${dayOf(new Date(now))}: browsers and tablets refuse it. Get another certificate, or set the clock.`,
  ]
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

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${name}: the file ${path} cannot be read.`, { cause })
  }
}
