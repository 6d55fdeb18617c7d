import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/**
 * `cut`: the request ends at some byte. `lose`: the server hears it, the tablet hears nothing. `truncate`: the answer ends at some
 * byte. `delay`: all is late, and the answer comes in pieces. `twice`: two connections bring it at once. `again`: it comes once
 * more, after later ones. `reorder`: the tablet is cut off, and it arrives only after later ones.
 */
export const FAULTS = ['cut', 'lose', 'truncate', 'delay', 'twice', 'again', 'reorder'] as const
export type Fault = (typeof FAULTS)[number]

export type Between = {
  port: number
  /** Asked at each request; undefined lets it through. */
  next: () => Fault | undefined
  /** What was kept back arrives now. */
  deliver: () => Promise<void>
}

/** How many requests at most are kept back before the oldest arrives. */
const KEPT_BACK = 4

type State = { behind: number; kept: Buffer[]; chance: () => number }

/** A proxy of bytes before a server at that port: each connection brings one request, and is closed behind the answer. */
export async function openProxy(behind: number, port: number): Promise<Between> {
  const state: State = { behind, kept: [], chance: Math.random }
  const open = new Set<Socket>()
  const proxy: Between = {
    port,
    next: () => undefined,
    deliver: async () => {
      for (const request of state.kept.splice(0)) await ask(state, request)
    },
  }
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // A client may hang up at any moment; its end says so.
    socket.on('error', () => socket.destroy())
    readRequest(socket, (request) => void pass(state, socket, request, proxy.next()))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return proxy
}

/** A whole request, by its Content-Length; a tablet's always has one. */
function readRequest(socket: Socket, then: (request: Buffer) => void): void {
  const parts: Buffer[] = []
  let isWhole = false
  socket.on('data', (part) => {
    if (isWhole) return
    parts.push(part)
    const got = Buffer.concat(parts)
    const head = got.indexOf('\r\n\r\n')
    if (head === -1) return
    const length = /\r\ncontent-length: *(\d+)/i.exec(got.toString('latin1', 0, head + 2))?.[1] ?? 0
    isWhole = got.length >= head + 4 + Number(length)
    if (isWhole) then(closing(got, head))
  })
}

/** Asks for a connection that is closed behind the answer, and says so to both sides by that. */
function closing(request: Buffer, head: number): Buffer {
  const said = request.toString('latin1', 0, head).replace(/\r\nconnection: [^\r]*/i, '')
  return Buffer.concat([Buffer.from(`${said}\r\nConnection: close`, 'latin1'), request.subarray(head)])
}

async function pass(state: State, socket: Socket, request: Buffer, fault: Fault | undefined): Promise<void> {
  const some = (bytes: Buffer) => bytes.subarray(0, Math.floor(state.chance() * bytes.length))
  switch (fault) {
    case undefined:
      socket.end(await ask(state, request))
      return
    case 'cut':
      await ask(state, some(request), true)
      socket.resetAndDestroy()
      return
    case 'lose':
      await ask(state, request)
      socket.resetAndDestroy()
      return
    case 'truncate': {
      const answer = some(await ask(state, request))
      if (state.chance() < 0.5) socket.end(answer)
      else socket.write(answer, () => socket.resetAndDestroy())
      return
    }
    case 'delay': {
      await pause(state.chance() * 100)
      const answer = await ask(state, request)
      const half = Math.floor(state.chance() * answer.length)
      socket.write(answer.subarray(0, half))
      await pause(state.chance() * 100)
      socket.end(answer.subarray(half))
      return
    }
    case 'twice': {
      const answers = await Promise.all([ask(state, request), ask(state, request)])
      socket.end(answers[state.chance() < 0.5 ? 0 : 1])
      return
    }
    case 'again':
      keepBack(state, request)
      socket.end(await ask(state, request))
      return
    case 'reorder':
      keepBack(state, request)
      socket.resetAndDestroy()
  }
}

function keepBack(state: State, request: Buffer): void {
  state.kept.splice(Math.floor(state.chance() * (state.kept.length + 1)), 0, request)
  const oldest = state.kept.length > KEPT_BACK ? state.kept.shift() : undefined
  if (oldest) void ask(state, oldest)
}

/** Brings bytes to the server over a connection of their own; answers all that it said. `isCut`: and hangs up. */
function ask({ behind }: State, request: Buffer, isCut = false): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    const onward = connect(behind, '127.0.0.1', () => {
      onward.write(request, () => isCut && onward.resetAndDestroy())
    })
    onward.on('data', (part) => parts.push(part))
    // A server that is gone or hangs up has said what it has said.
    onward.on('error', () => onward.destroy())
    onward.once('close', () => resolve(Buffer.concat(parts)))
  })
}
