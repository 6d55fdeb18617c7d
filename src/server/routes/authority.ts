/** Where a tablet fetches the office's authority, before it trusts this server. */
export const AUTHORITY_PATH = '/ca.crt'

/** A file to be saved: Android installs an authority from its settings alone, and iOS asks when it comes with this type (RFC 2585). */
export function authorityFile(authority: Uint8Array<ArrayBuffer>): Response {
  return new Response(authority, {
    headers: {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="hai-long-ca.crt"',
      'Cache-Control': 'no-cache',
    },
  })
}
