import { type Refusal, refuse } from '../problems.ts'

const SAFE = new Set(['GET', 'HEAD'])

/**
 * `cross-site` unless the request comes from this origin's own pages. Browsers say so in Sec-Fetch-Site, which no page can
 * forge; where it is absent (an old browser, or plain HTTP on a bare address) Origin must be ours. A request that only
 * reads may have neither: its answer cannot be read by another site, and a program that pulls has no origin.
 */
export function crossSite(request: Request, origin: string): Refusal | undefined {
  const unmarked = !request.headers.has('Sec-Fetch-Site') && !request.headers.has('Origin')
  if (unmarked) return SAFE.has(request.method) ? undefined : refuse('cross-site')
  return fromElsewhere(request, origin)
}

/** `cross-site` where a browser says that another site's page asks. For what no cookie opens. */
export function fromElsewhere(request: Request, origin: string): Refusal | undefined {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin' || site === 'none' ? undefined : refuse('cross-site')
  const from = request.headers.get('Origin')
  return from === null || from === origin ? undefined : refuse('cross-site')
}
