import { parseAuthorization } from '#src/protocol/log-schema.ts'

/** A batch that a server has in hand: sent, and not answered. */
export type Sent = { log: string; to: number }

/** The network between tablets and server as it is; it looks on, and goes down with the server. */
export type Wire = {
  fetch: typeof fetch
  open: Set<Sent>
  /** Resolves when the next batch is sent, or answered. */
  next: (what: 'sent' | 'answered') => Promise<void>
  /** How long the last batches took from the first byte to the answer, ms. */
  took: number[]
  /** Whatever is under way hears no answer any more. Answers what that was. */
  cut: () => Sent[]
}

const REMEMBERED = 30

export function makeWire(): Wire {
  const heard = new Map<'sent' | 'answered', () => void>()
  const open = new Set<Sent>()
  const took: number[] = []
  return {
    open,
    took,
    next: (what) =>
      new Promise((resolve) => {
        heard.set(what, resolve)
      }),
    cut: () => {
      const cut = [...open]
      open.clear()
      return cut
    },
    fetch: async (input, init) => {
      const batch = parseAuthorization(new Headers(init?.headers).get('Authorization') ?? '')
      if (!batch || batch.to < batch.from) return fetch(input, init)
      open.add(batch)
      heard.get('sent')?.()
      const began = performance.now()
      try {
        const answer = await fetch(input, init)
        if (!open.has(batch)) throw new TypeError('The network went down with the server.')
        took.push(performance.now() - began)
        if (took.length > REMEMBERED) took.shift()
        heard.get('answered')?.()
        return answer
      } finally {
        open.delete(batch)
      }
    },
  }
}
