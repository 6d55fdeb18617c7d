import { isIP } from 'node:net'
import { isOwnMachine } from '../own-machine.ts'

/** With what stands before it, the name of an authority is no longer than a certificate allows (64: RFC 5280, ub-common-name). */
const LONGEST = 50

type Read = { ok: true; host: string } | { ok: false; sentence: string }

/** The name or IPv4 address of a server as browsers write it, or a sentence that says what is wrong with it. */
export function readHost(text: string): Read {
  const given = text.trim()
  if (given === '')
    return no('For which name or address? Give the one that tablets use: hailong.lan, or 192.168.1.10.')
  const host = URL.parse(`https://${given}`)?.hostname ?? ''
  if (/[:/?#@\\\s]/.test(given) || !isHost(host) || (isIP(host) === 4 && host !== given))
    return no(
      `"${given}" is no name or IPv4 address of a server: give it alone, without https:// and port, like hailong.lan or 192.168.1.10.`,
    )
  if (isOwnMachine(host))
    return no(
      `${host} is this machine itself, where browsers need no certificate. Give the name that tablets use.`,
    )
  if (host.length > LONGEST)
    return no(`${host} is longer than ${LONGEST} characters. Give the server a shorter name.`)
  return { ok: true, host }
}

function isHost(host: string): boolean {
  return isIP(host) === 4 || /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host)
}

function no(sentence: string): Read {
  return { ok: false, sentence }
}
