import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

export type Certificate = { cert: string; key: string }

/** Certificate and key of two files. Throws a sentence where they cannot be read or do not fit each other. */
export function loadCertificate(files: { cert: string; key: string }): Certificate {
  const loaded = { cert: read('TLS_CERT', files.cert), key: read('TLS_KEY', files.key) }
  try {
    createSecureContext(loaded)
  } catch (cause) {
    throw new Error('TLS_CERT and TLS_KEY are not a certificate and its own key, both PEM.', { cause })
  }
  return loaded
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${name}: the file ${path} cannot be read.`, { cause })
  }
}
