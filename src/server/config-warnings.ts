import { isIP } from 'node:net'
import type { Config } from './config.ts'
import { isOwnMachine } from './own-machine.ts'

/** What works and will still disappoint, or works only where somebody forwards: said at the start. */
export function configWarnings({ publicUrl, host, port, trustProxy }: Config): string[] {
  const { protocol, hostname, port: named } = new URL(publicUrl)
  const publicPort = Number(named || (protocol === 'https:' ? 443 : 80))
  const isOwn = isOwnMachine(hostname)
  const said: [boolean, string][] = [
    [
      isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 && !isOwn,
      `${publicUrl} is a bare IP address: when it changes, tablets lose their server.`,
    ],
    [
      !trustProxy && !isOwn && isOwnMachine(host),
      `PUBLIC_URL is ${publicUrl}, but HOST is ${host}, where only this machine reaches the server. Set HOST=0.0.0.0 for tablets in the network.`,
    ],
    [
      !trustProxy && publicPort !== port,
      `PUBLIC_URL is ${publicUrl}, which is port ${publicPort}, but the server listens on port ${port}: nobody reaches it unless something forwards the one to the other. Set PORT or PUBLIC_URL.`,
    ],
  ]
  return said.flatMap(([is, sentence]) => (is ? [sentence] : []))
}
