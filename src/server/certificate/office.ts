import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../folder.ts'
import { AUTHORITY_FILE, dayOf } from '../tls.ts'
import { authorityCertificate, authorityName, type KeyPem, serverCertificate } from './certificate.ts'
import { writeAtOnce } from './write-at-once.ts'

/** `authority` and `server` hold a key and its certificate, 0600; `copy` is what tablets install, and secret to nobody. */
export type OfficeFiles = { folder: string; authority: string; copy: string; server: string }

/** `newAuthority`: it was made just now, and no tablet knows it yet. */
export type Made = { authority: X509Certificate; server: X509Certificate; newAuthority: boolean }

/** Where the office's own authority and the server's certificate lie. */
export function officeFiles(dataDir: string): OfficeFiles {
  const folder = join(dataDir, 'certificate')
  const at = (name: string) => join(folder, name)
  return { folder, authority: at('authority.pem'), copy: at(AUTHORITY_FILE), server: at('server.pem') }
}

/** The host that the office's authority is for; undefined where there is none. Throws a sentence where it cannot be read. */
export function officeHost(dataDir: string): string | undefined {
  const files = officeFiles(dataDir)
  return existsSync(files.authority) ? hostOf(readPair(files).certificate, files) : undefined
}

/**
 * Makes a server's certificate for that host, and the office's authority where there is none; `now`: ms. The authority is the same
 * from then on, so that a renewal asks nothing of the tablets. Throws a sentence where that authority is another host's, ends
 * too soon or cannot be read, or what the operating system says.
 */
export function makeCertificate(dataDir: string, { host, now }: { host: string; now: number }): Made {
  const files = officeFiles(dataDir)
  const newAuthority = !existsSync(files.authority)
  makeFolder(files.folder, 0o700)
  if (newAuthority) {
    const key = newKey()
    const certificate = authorityCertificate(key, { host, now, serial: randomBytes(16) })
    writeAtOnce(files.authority, key + certificate, 0o600)
  }
  const { key, certificate: authority } = readPair(files)
  const known = hostOf(authority, files)
  if (known !== host)
    throw new Error(
      `The office's authority is for ${known} alone. Ask for ${known}, or, for another name, ${anew(files)}`,
    )
  const own = newKey()
  const pem = serverCertificate({ key, of: known }, createPublicKey(createPrivateKey(own)), {
    host,
    now,
    serial: randomBytes(16),
  })
  const server = new X509Certificate(pem)
  if (server.validToDate > authority.validToDate)
    throw new Error(
      `The office's authority ends on ${dayOf(authority.validToDate)}, before a new certificate would: ${anew(files)}`,
    )
  writeAtOnce(files.copy, authority.toString(), 0o644)
  writeAtOnce(files.server, own + pem, 0o600)
  return { authority, server, newAuthority }
}

function readPair(files: OfficeFiles): { key: KeyPem; certificate: X509Certificate } {
  const text = readFileSync(files.authority, 'utf8')
  try {
    const certificate = new X509Certificate(text)
    if (certificate.checkPrivateKey(createPrivateKey(text))) return { key: text, certificate }
  } catch (cause) {
    throw new Error(notOurs(files), { cause })
  }
  throw new Error(notOurs(files))
}

function hostOf({ subject }: X509Certificate, files: OfficeFiles): string {
  const [, host] = subject.split(`CN=${authorityName('')}`)
  if (!host) throw new Error(notOurs(files))
  return host
}

function newKey(): KeyPem {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function notOurs(files: OfficeFiles): string {
  return `${files.authority} is no authority of Hài Lòng with its key. Bring it back from a copy, or ${anew(files)}`
}

function anew({ folder }: OfficeFiles): string {
  return `move ${folder} away and run this again: then each tablet has to install the new authority.`
}
