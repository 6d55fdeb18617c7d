import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { addressOf, type From } from './address.ts'
import type { Certificate } from './tls.ts'
import { refuseUnread } from './unread.ts'

/** How long a stop waits for what is under way. */
const PATIENCE_MS = 10_000

/** A tablet on a slow line sends 256 KiB well within this. */
const REQUEST_MS = 60_000

export type Place = {
  host: string
  port: number
  certificate: Certificate | undefined
  /** A proxy in front says in X-Forwarded-For who asks. */
  trustProxy: boolean
}
export type Running = { stop: () => Promise<void> }

/** Listens; resolves when it does, rejects where it cannot. */
export function serve(
  fetch: (request: Request, from: From) => Response | Promise<Response>,
  { host, port, certificate, trustProxy }: Place,
): Promise<Running> {
  const listener = getRequestListener((request, env) => {
    const { socket, headers } = (env as HttpBindings).incoming
    return fetch(request, {
      address: addressOf(socket.remoteAddress, headers['x-forwarded-for'], trustProxy),
    })
  })
  const server = certificate ? createHttps(certificate, listener) : createHttp(listener)
  server.requestTimeout = REQUEST_MS
  refuseUnread(server)
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
