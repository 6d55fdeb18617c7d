/** A pairing code without what people put between its symbols: eight of them, in small letters. */
export const PAIRING_CODE = /^[2-9a-hj-np-z]{8}$/

/** The head's page shows `HS7K-2MQD`; case, spaces and the dash do not matter. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, '')
}
