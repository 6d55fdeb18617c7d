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
  server.on('clientError', (error: Unread, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || answers.get(socket)?.headersSent) {
      socket.destroy()
      return
    }
    inText(codeFor(error), isReadOn(error)).then(
      (text) => socket.end(text),
      (failure: Error) => socket.destroy(failure),
    )
  })
}

/** `rawPacket`: what had come when it could not be read on. */
type Unread = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** Whoever asked with HEAD takes a body for the next answer: only behind the beginning of another request there is one. */
function isReadOn({ rawPacket }: Unread): boolean {
  return /^(GET|POST|PUT|PATCH|DELETE) /.test(rawPacket?.toString('latin1', 0, 8) ?? '')
}

function codeFor({ code }: Unread): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large'
  // Too slow a line may be faster the next time.
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'unavailable' : 'malformed'
}

/** A refusal as it goes over the wire, with its body or without. */
async function inText(code: ProblemCode, withBody: boolean): Promise<string> {
  const response = answer(refuse(code))
  const { status, headers } = response
  const body = await response.text()
  const own = { 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' }
  const lines = [...headers, ...Object.entries(own)].map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', withBody ? body : ''].join('\r\n')
}
