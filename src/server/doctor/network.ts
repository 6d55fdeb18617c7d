import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { createServer } from 'node:net'
import { json } from 'node:stream/consumers'
import * as z from 'zod'
import type { Config } from '../config.ts'
import { configWarnings } from '../config-warnings.ts'
import { sentenceFor } from '../main-deps.ts'
import { certificateWarnings, dayOf, endOf, loadCertificate } from '../tls.ts'
import { err, type Finding, fine, warn } from './finding.ts'

const PATIENCE_MS = 3000

const Health = z.object({ ok: z.literal(true), clock: z.string() })

/** Is the one address one that tablets reach, with a certificate of which that was found? */
export function examineSettings(config: Config, certificate: Finding): Finding[] {
  const { publicUrl } = config
  if (config.tls && certificate.level === 'err')
    return [
      err(
        'settings',
        `The one address is ${publicUrl}, and nobody reaches it before its certificate is mended.`,
      ),
      ...configWarnings(config).map((said) => warn('settings', said)),
    ]
  const warnings = configWarnings(config).map((said) => warn('settings', said))
  return warnings.length > 0 ? warnings : [fine('settings', `The one address is ${publicUrl}.`)]
}

/** Is the certificate for that address, and good at that time, ms? */
export function examineCertificate({ tls, publicUrl }: Config, now: number): Finding {
  if (!tls) {
    if (publicUrl.startsWith('https:'))
      return fine('certificate', 'The proxy in front shows its own: look there when it ends.')
    return warn(
      'certificate',
      'There is none, and browsers on other machines and tablets need one: npm run certificate -- --help',
    )
  }
  try {
    const certificate = loadCertificate(tls, publicUrl)
    const [said] = certificateWarnings(certificate, now)
    const ends = endOf(certificate)
    if (said === undefined)
      return fine('certificate', `It is for ${new URL(publicUrl).hostname}, until ${dayOf(new Date(ends))}.`)
    return said.startsWith('TLS_CERT ends on') ? warn('certificate', said) : err('certificate', said)
  } catch (error) {
    return err('certificate', error instanceof Error ? error.message : String(error))
  }
}

/** Can the server listen there, or does it already? */
export async function examinePort(config: Config): Promise<Finding> {
  const { host, port } = config
  const error = await listeningFails(host, port)
  if (!error) return fine('port', `${host}:${port} is free, and the server is not running.`)
  if (error.code === 'EADDRINUSE' && (await isOurs(config)))
    return fine('port', `The server is running on ${host}:${port}.`)
  return err('port', sentenceFor(error, config))
}

function listeningFails(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

/** Whether who listens there answers as this program does. Its certificate is looked at by itself. */
async function isOurs({ tls, host, port }: Config): Promise<boolean> {
  const request = tls ? requestHttps : requestHttp
  const options = {
    host: /^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host,
    port,
    path: '/healthz',
    rejectUnauthorized: false,
    timeout: PATIENCE_MS,
  }
  const said = await new Promise<unknown>((resolve) => {
    const asked = request(options, (answer) => resolve(json(answer).catch((error: unknown) => error)))
    asked.once('timeout', () => asked.destroy(new Error('No answer.')))
    asked.once('error', resolve)
    asked.end()
  })
  return Health.safeParse(said).success
}
