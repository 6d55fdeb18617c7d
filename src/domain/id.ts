import * as z from 'zod/mini'

/** 2–9 and a–z without i and o: nobody mistakes one for another when reading aloud or copying by hand. */
export const ALPHABET = '23456789abcdefghjklmnpqrstuvwxyz'

/** Units, counters, officers and accounts: six symbols, unique on one server, which draws again on a collision. */
export const Id = z.string().check(z.regex(/^[2-9a-hj-np-z]{6}$/))

/** A device: eight symbols. */
export const DeviceId = z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/))

/** A log: its owner (device or unit) and the generation, from 1: `k3m9x2aq.1`. */
export const LogId = z.string().check(z.regex(/^[2-9a-hj-np-z]{6,8}\.[1-9][0-9]{0,5}$/))

export function logId(owner: string, generation: number): string {
  return `${owner}.${generation}`
}

export function parseLogId(log: string): { owner: string; generation: number } {
  const [owner, generation] = LogId.parse(log).split('.') as [string, string]
  return { owner, generation: Number(generation) }
}

/** Symbols of ALPHABET, one from the low five bits of each byte: `count` bytes in, `count` symbols out. */
export function symbols(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')
}
