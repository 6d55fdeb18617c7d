/** 2–9 and a–z without i and o: nobody mistakes one for another when reading aloud or copying by hand. */
export const ALPHABET = '23456789abcdefghjklmnpqrstuvwxyz'

/** An owner (device or unit) and its generation, from 1: `k3m9x2aq.1`. */
export const LOG_ID = /^[2-9a-hj-np-z]{6,8}\.[1-9][0-9]{0,5}$/

export function logId(owner: string, generation: number): string {
  return `${owner}.${generation}`
}

/** Throws where the text names no log. */
export function parseLogId(log: string): { owner: string; generation: number } {
  if (!LOG_ID.test(log)) throw new RangeError(`no name of a log: ${log}`)
  const [owner, generation] = log.split('.') as [string, string]
  return { owner, generation: Number(generation) }
}

/** Symbols of ALPHABET, one from the low five bits of each byte: `count` bytes in, `count` symbols out. */
export function symbols(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')
}
