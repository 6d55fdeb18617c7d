import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import { refuse } from './problems.ts'
import { answer } from './routes/answer.ts'

/**
 * What Node cannot read as a request never comes to the app, and Node's own answer says nothing of why. Here it is answered with a
 * problem of the list like everything else, and hung up on; where an answer is under way already, it is only hung up on.
 */
export function refuseUnread(server: Pick<Server, 'on'>): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answers.set(socket, response)
    response.once('close', () => answers.delete(socket))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || answers.get(socket)?.headersSent) {
      socket.destroy()
      return
    }
    inText(codeFor(error)).then(
      (text) => socket.end(text),
      (failure: Error) => socket.destroy(failure),
    )
  })
}

function codeFor({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large'
  // Too slow a line may be faster the next time.
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'unavailable' : 'malformed'
}

/** A refusal as it goes over the wire. */
async function inText(code: ProblemCode): Promise<string> {
  const response = answer(refuse(code))
  const { status, headers } = response
  const body = await response.text()
  const own = { 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' }
  const lines = [...headers, ...Object.entries(own)].map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
