import type { Clock } from '#tests/support/device.ts'

/** What a network may do to one exchange. */
export const WEATHER = [
  'lost request',
  'lost reply',
  'twice',
  'late again',
  'slow request',
  'late reply',
  'old reply',
  'cut reply',
  'changed request',
  'portal',
  'proxy error',
  'false gap',
  'busy',
] as const
export type Weather = (typeof WEATHER)[number]

export type Network = {
  fetch: typeof fetch
  /** What happens to the next exchange; after it the sky is clear. */
  next: (weather: Weather) => void
  cut: (isCut: boolean) => void
  /** What the network held back arrives now, the last first. */
  deliver: () => Promise<void>
  clear: () => void
  /** By which the server knows an emptied tablet again; '' for none. */
  cookie: string
}

const SLOW_MS = 20_000
const TOO_LATE_MS = 45_000

/** The way of one tablet to the server. */
export function makeNetwork(clock: Clock, answer: (request: Request) => Promise<Response>): Network {
  let coming: Weather[] = []
  let held: Request[] = []
  let isCut = false
  let before: Response | undefined
  const wait = (ms: number) => new Promise<void>((resolve) => clock.later(ms, resolve))
  const ask = async (request: Request) => {
    const response = await answer(request)
    const [set] = response.headers.getSetCookie()
    if (set) network.cookie = set.split(';')[0]!
    const last = before
    before = response.clone()
    return { response, last }
  }
  const travel = async (request: Request, weather: Weather | 'clear'): Promise<Response> => {
    switch (weather) {
      case 'clear':
        return (await ask(request)).response
      case 'lost request':
        throw lost()
      case 'lost reply':
        await ask(request)
        throw lost()
      case 'twice':
        await ask(request.clone())
        return (await ask(request)).response
      case 'late again':
        held.push(request.clone())
        return (await ask(request)).response
      case 'slow request':
        await wait(SLOW_MS)
        return (await ask(request)).response
      case 'late reply': {
        const { response } = await ask(request)
        await wait(TOO_LATE_MS)
        return response
      }
      case 'old reply': {
        const { response, last } = await ask(request)
        return last ?? response
      }
      case 'cut reply': {
        const { response } = await ask(request)
        const text = await response.text()
        return new Response(text.slice(0, text.length / 2), response)
      }
      case 'changed request':
        return (await ask(await withOneBitChanged(request))).response
      case 'portal':
        return new Response('<html>Xin chào! Đăng nhập Wi-Fi</html>', { status: 200 })
      case 'proxy error':
        return new Response('<html>502 Bad Gateway</html>', {
          status: 502,
          headers: { 'Retry-After': '120' },
        })
      case 'false gap':
        return Response.json(
          { code: 'gap', receipt: { line: '{"n":0}', sig: 'AAAA', kid: 'k' } },
          { status: 409 },
        )
      case 'busy':
        return Response.json({ code: 'unavailable' }, { status: 503, headers: { 'Retry-After': '60' } })
    }
  }
  const network: Network = {
    cookie: '',
    next: (weather) => coming.push(weather),
    cut: (is) => {
      isCut = is
    },
    deliver: async () => {
      const late = held.reverse()
      held = []
      for (const request of late) await Promise.allSettled([answer(request)])
    },
    clear: () => {
      coming = []
      isCut = false
    },
    fetch: (input, init) => {
      const request = new Request(input, { ...init, signal: null })
      if (network.cookie) request.headers.set('Cookie', network.cookie)
      const reply = isCut ? Promise.reject(lost()) : travel(request, coming.shift() ?? 'clear')
      return Promise.race([reply, whenAborted(init?.signal)])
    },
  }
  return network
}

function lost(): TypeError {
  return new TypeError('network')
}

function whenAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

async function withOneBitChanged(request: Request): Promise<Request> {
  const body = new Uint8Array(await request.clone().arrayBuffer())
  const middle = body.length >> 1
  if (body[middle] !== undefined) body[middle] ^= 1
  return new Request(request, { body })
}
