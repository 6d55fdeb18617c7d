import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { pagePolicy } from '#src/server/csp.ts'
import { freePort } from './server.ts'

/** Stands before a server at a port of its own and makes builds of it: other names of files, another service worker. */
export type Builds = {
  origin: string
  /** From here on the server has that build alone: what only an older one had is not found. */
  deploy: (build: string) => void
  /** Gives so many of its files, then nobody any answer. */
  stallAfter: (files: number) => void
  /** Waits somebody for an answer that does not come? */
  isStalled: () => boolean
  /** There is no network, or there is one again; what was stalled is cut off. */
  cut: (isCut: boolean) => void
}

type Front = { behind: number; build: string; files: number; stalled: ServerResponse[]; isCut: boolean }

/** The first is called `first`. */
export async function openBuilds(behind: number): Promise<Builds> {
  const front: Front = { behind, build: 'first', files: Number.POSITIVE_INFINITY, stalled: [], isCut: false }
  const server = createServer((incoming, outgoing) => {
    if (front.isCut) incoming.socket.destroy()
    else if (isStalling(front, incoming)) front.stalled.push(outgoing)
    else void pass(front, incoming, outgoing)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => {
    front.stalled = []
    server.closeAllConnections()
  }
  onTestFinished(() => {
    close()
    server.close()
  })
  return {
    origin: `http://localhost:${port}`,
    deploy: (build) => {
      front.build = build
    },
    stallAfter: (files) => {
      front.files = files
    },
    isStalled: () => front.stalled.length > 0,
    cut: (isCut) => {
      front.isCut = isCut
      front.files = Number.POSITIVE_INFINITY
      close()
    },
  }
}

function isStalling(front: Front, { url = '' }: IncomingMessage): boolean {
  if (front.files <= 0) return true
  if (/^\/(assets|kiosk)\//.test(url)) front.files -= 1
  return false
}

async function pass(front: Front, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method, url = '/', headers } = incoming
  const own = `${front.build}-`
  if (url.startsWith('/assets/kiosk-') && !url.startsWith(`/assets/kiosk-${own}`)) {
    outgoing.writeHead(404).end()
    return
  }
  const path = url.replace(`/kiosk-${own}`, '/kiosk-')
  const kept = { ...headers, 'accept-encoding': 'identity', 'if-none-match': '' }
  const onward = request({ host: '127.0.0.1', port: front.behind, method, path, headers: kept })
  onward.on('response', (answer) => void give(answer, outgoing, own))
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}

async function give(answer: IncomingMessage, outgoing: ServerResponse, own: string): Promise<void> {
  const { 'content-length': _length, etag: _etag, ...rest } = answer.headers
  const type = rest['content-type'] ?? ''
  const status = answer.statusCode ?? 502
  if (!/javascript|html/.test(type)) {
    outgoing.writeHead(status, rest)
    answer.pipe(outgoing)
    return
  }
  const source = renamed(await text(answer), own)
  // The script inside the page names the app's file, so it is another too, and so is the policy that knows it.
  const policy = type.includes('html') && { 'content-security-policy': pagePolicy(source) }
  outgoing.writeHead(status, { ...rest, ...policy }).end(source)
}

/** The kiosk's files by that build's names, and so a page and a list of files that are others too. */
function renamed(source: string, own: string): string {
  return source
    .replace(/\bkiosk-(?=[\w-]+\.(?:js|css)\b)/g, `kiosk-${own}`)
    .replace(/"revision":"(\w+)"(?=,"url":"kiosk\/index\.html")/, `"revision":"${own}$1"`)
}
