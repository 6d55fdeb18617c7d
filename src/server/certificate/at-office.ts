import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { officeFiles } from './office.ts'

type Env = Record<string, string | undefined>

/**
 * The environment with what follows from the certificate that `npm run certificate` made: the server speaks HTTPS with it, under
 * its name, to the whole network. What somebody set stands, and where they chose another certificate, a proxy or this machine alone
 * nothing follows.
 */
export function atOffice(env: Env): Env {
  const { server } = officeFiles(resolve(env.DATA_DIR || './data'))
  const decided =
    env.TLS_CERT || env.TLS_KEY || env.TRUST_PROXY === 'yes' || env.PUBLIC_URL?.startsWith('http:')
  if (decided || !isThere(server)) return env
  const port = env.PORT || '3000'
  const host = certifiedHost(server)
  return {
    ...env,
    TLS_CERT: server,
    TLS_KEY: server,
    HOST: env.HOST || '0.0.0.0',
    PUBLIC_URL: env.PUBLIC_URL || (host && `https://${host}:${port}`),
  }
}

/** Also where this user may not look: a server that then began without HTTPS would be another one to every tablet. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return true
    throw error
  }
}

/** Undefined where the file cannot be read: what to do about that the start says, which loads it. */
function certifiedHost(path: string): string | undefined {
  try {
    const { subjectAltName } = new X509Certificate(readFileSync(path))
    return /^(?:DNS|IP Address):(.+)$/.exec(subjectAltName ?? '')?.[1]
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
