/**
 * The few forms of DER (ITU-T X.690) that a certificate is written in. Written only: what is read, OpenSSL reads. Each answers the
 * bytes of one value, its tag and length before it.
 */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => value(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => value(0x31, ...parts),
  /** Whole and not negative; `bytes` are its digits to the base of 256. */
  integer: (bytes: Uint8Array) => value(0x02, ...(bytes[0]! > 0x7f ? [Buffer.of(0)] : []), bytes),
  yes: () => value(0x01, Buffer.of(0xff)),
  octets: (bytes: Uint8Array) => value(0x04, bytes),
  /** `unused`: how many bits of the last byte say nothing. */
  bits: (bytes: Uint8Array, unused = 0) => value(0x03, Buffer.of(unused), bytes),
  text: (text: string) => value(0x0c, Buffer.from(text)),
  time,
  name: (dotted: string) => value(0x06, nameBytes(dotted)),
  /** What its place in a sequence names, [n]: another value within it, or bytes alone. */
  at: (n: number, bytes: Uint8Array, { holds }: { holds: 'value' | 'bytes' }) =>
    value((holds === 'value' ? 0xa0 : 0x80) | n, bytes),
} as const

function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | digits.length), digits])
}

/** Two digits of the year until 2049, four from then on (RFC 5280, 4.1.2.5). */
function time(ms: number): Buffer {
  const digits = `${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')}Z`
  return digits < '2050' ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits))
}

function nameBytes(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return Buffer.from([first * 40 + second, ...rest.flatMap(sevenBits)])
}

function sevenBits(arc: number): number[] {
  const groups = [arc & 0x7f]
  for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
  return groups
}
