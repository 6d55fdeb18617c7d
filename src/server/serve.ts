import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import type { Certificate } from './tls.ts'

/** How long a stop waits for what is under way. */
const PATIENCE_MS = 10_000

/** A tablet on a slow line sends 256 KiB well within this. */
const REQUEST_MS = 60_000

export type Running = { stop: () => Promise<void> }

/** Listens; resolves when it does, rejects where it cannot. */
export function serve(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, certificate }: { host: string; port: number; certificate: Certificate | undefined },
): Promise<Running> {
  const listener = getRequestListener(fetch)
  const server = certificate ? createHttps(certificate, listener) : createHttp(listener)
  server.requestTimeout = REQUEST_MS
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve({ stop: () => stop(server) }))
  })
}

/** Takes nothing new, finishes what is under way, and after ten seconds cuts it off. */
function stop(server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
