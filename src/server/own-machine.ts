/** Hosts that reach no further than this machine, as browsers know them (RFC 6761): what they trust without HTTPS. */
export function isOwnMachine(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '')
  return bare === '::1' || /^127(\.\d+){3}$/.test(bare) || /(^|\.)localhost$/.test(bare)
}
