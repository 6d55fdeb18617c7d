/**
 * A rescue file: what a tablet could not send, carried. It holds the very batches that would have gone over the wire
 * (log.ts), each signed by the tablet, sealed to the server's key, so that whoever carries it reads nothing.
 *
 *   hailong-rescue/1 <kid of the server's sealing key> <sealed> LF
 *   part, part, …      each with its length before it (4, big-endian): AES-256-GCM, ciphertext ‖ tag (16)
 *
 * `sealed` is `{"rescue": <base64url of 32 bytes>}`, sealed as comments are: the key, made for this one file. A part's nonce is
 * its number from 0 (12, big-endian), so parts cannot be exchanged or doubled unseen. A part is a line of JSON (`PartHead`
 * in rescue-schema.ts), LF, and the body of the batch, gzip.
 */

/** For the head's page; the operator's command takes any size. Some two years of the busiest counter. */
export const MAX_RESCUE = 32 * 1024 * 1024

export const RESCUE_TYPE = 'application/octet-stream'

export function rescueHeader(kid: string, sealed: string): string {
  return `hailong-rescue/1 ${kid} ${sealed}\n`
}

/** The nonce of that part. */
export function partNonce(n: number): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setUint32(8, n)
  return nonce
}
