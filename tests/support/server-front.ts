import { createServer, request, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { freePort } from './server.ts'

export type Front = {
  origin: string
  /** From here on the server behind has another build: its service worker differs by these bytes. */
  newBuild: (mark: string) => void
}

/** Stands before a server at a port of its own, so that a test can change what the server serves without building twice. */
export async function openFront(behind: number): Promise<Front> {
  let mark = ''
  const front = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming
    const changed = url === '/sw.js' && mark !== ''
    const kept = changed ? { ...headers, 'accept-encoding': 'identity', 'if-none-match': '' } : headers
    const onward = request(
      { host: '127.0.0.1', port: behind, method, path: url, headers: kept },
      (answer) => {
        if (!changed) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
          return
        }
        const { 'content-length': _length, etag: _etag, ...rest } = answer.headers
        outgoing.writeHead(answer.statusCode ?? 502, rest)
        answer.pipe(outgoing, { end: false })
        answer.on('end', () => outgoing.end(`\n// ${mark}\n`))
      },
    )
    onward.on('error', () => unreachable(outgoing))
    incoming.pipe(onward)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => front.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => {
    front.closeAllConnections()
    front.close()
  })
  return {
    origin: `http://localhost:${port}`,
    newBuild: (bytes) => {
      mark = bytes
    },
  }
}

function unreachable(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.writeHead(502)
  outgoing.end()
}
