/** What a network may do to one exchange. */
export const FAULTS = [
  'fine',
  'lost request',
  'lost reply',
  'twice',
  'late again',
  'late reply',
  'old reply',
  'portal',
  'broken',
] as const
export type Fault = (typeof FAULTS)[number]

export type Weather = {
  fetch: typeof fetch
  /** What happens to the next exchanges, one each; then all is fine. */
  next: (...faults: Fault[]) => void
  /** What the network held back arrives now, in an order of its own. */
  deliver: () => Promise<void>
  cut: (isCut: boolean) => void
}

/** A network before the server: requests and replies get lost, come twice, or come late, a reply to the request after its own. */
export function makeWeather(answer: (request: Request) => Promise<Response>): Weather {
  const faults: Fault[] = []
  let held: Request[] = []
  /** An answer that is still on its way, and the one that came last. */
  let due: Response | undefined
  let last: Response | undefined
  let isCut = false
  const lost = () => new TypeError('network')
  return {
    next: (...more) => faults.push(...more),
    cut: (is) => {
      isCut = is
    },
    deliver: async () => {
      const late = held.reverse()
      held = []
      for (const request of late) await answer(request)
    },
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (isCut) throw lost()
      switch (faults.shift() ?? 'fine') {
        case 'fine': {
          const own = await answer(request)
          const reply = due ?? own
          due = undefined
          last = reply.clone()
          return reply
        }
        case 'late reply':
          due = await answer(request)
          throw lost()
        case 'old reply': {
          const own = await answer(request)
          return last?.clone() ?? own
        }
        case 'lost request':
          throw lost()
        case 'lost reply':
          await answer(request)
          throw lost()
        case 'twice':
          await answer(request.clone())
          return answer(request)
        case 'late again':
          held.push(request.clone())
          return answer(request)
        case 'portal':
          return new Response('<html>Xin chào! Đăng nhập Wi-Fi</html>', { status: 200 })
        case 'broken':
          await answer(request)
          return new Response('{"receipt":{"line":"{', { status: 200 })
      }
    },
  }
}
