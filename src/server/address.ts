import { isIP } from 'node:net'

/** What `serve` tells of a request besides the request itself. */
export type From = { address: string }

/** The address that a request came from; empty where nobody told it. */
export function senderOf({ env }: { env: unknown }): string {
  return (env as Partial<From> | undefined)?.address ?? ''
}

/**
 * The address that asks: the socket's other end, or, behind a proxy that is trusted, what that proxy added last to
 * X-Forwarded-For (anything before it is the client's own word). Empty where it is not known.
 */
export function addressOf(
  socket: string | undefined,
  forwarded: string | string[] | undefined,
  trustProxy: boolean,
): string {
  const last = trustProxy
    ? String(forwarded ?? '')
        .split(',')
        .at(-1)
    : undefined
  return readAddress(last) ?? readAddress(socket) ?? ''
}

/** Whom an address stands for: an IPv4 address itself, of IPv6 the network (/64) that one subscriber has whole. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (isIP(address) !== 6) return address
  // The URL parser writes an address in its one canonical form (RFC 5952).
  const { hostname } = new URL(`http://[${address.replace(/%.*/, '')}]`)
  const [before = '', after] = hostname.slice(1, -1).split('::')
  const [first, last] = [groups(before), groups(after ?? '')]
  const gap = after === undefined ? 0 : 8 - first.length - last.length
  return [...first, ...Array.from({ length: gap }, () => '0'), ...last].slice(0, 4).join(':')
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}

/** Some proxies write the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function readAddress(text: string | undefined): string | undefined {
  const bare = text
    ?.trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return bare !== undefined && isIP(bare) !== 0 ? bare : undefined
}
