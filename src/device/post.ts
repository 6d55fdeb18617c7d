import type { Bytes } from './bytes.ts'
import type { Deps } from './types.ts'

const TIMEOUT_MS = 30_000

/** `body` is undefined where the answer is not JSON: a captive portal, a proxy's page. `retryAfter` is ms. */
export type Reply =
  | { kind: 'offline' }
  | { kind: 'reply'; status: number; body: unknown; retryAfter: number | undefined }

/** The tablet's one way to the server. Being offline is a value; so is every reply, whoever gave it. */
export async function post(
  deps: Pick<Deps, 'fetch' | 'origin' | 'later'>,
  path: string,
  headers: Record<string, string>,
  body: Bytes | string,
): Promise<Reply> {
  const abort = new AbortController()
  const cancel = deps.later(TIMEOUT_MS, () => abort.abort())
  const request = {
    method: 'POST',
    headers,
    body,
    cache: 'no-store',
    redirect: 'error',
    signal: abort.signal,
  } as const
  const { fetch } = deps // called without an owner: browsers refuse `deps.fetch()`
  try {
    const response = await fetch(`${deps.origin}${path}`, request)
    const text = await response.text()
    return {
      kind: 'reply',
      status: response.status,
      body: parseJson(text),
      retryAfter: parseRetryAfter(response.headers),
    }
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return { kind: 'offline' }
    throw error
  } finally {
    cancel()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** RFC 9110, 10.2.3: seconds, or a date, which is measured by the same server's clock and not by the tablet's. */
export function parseRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')
  if (value === null) return undefined
  const date = headers.get('Date')
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(date ?? '')
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
