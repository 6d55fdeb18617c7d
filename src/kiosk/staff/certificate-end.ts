/**
 * When the server's certificate ends, ms, where that is within thirty days, as the server says at `/healthz`: a page cannot see its server's
 * certificate. Null where it ends later, or where the server does not answer or says nothing of it.
 */
export async function certificateEnd(ask: (path: string) => Promise<Response>): Promise<number | null> {
  const said: unknown = await ask('/healthz')
    .then((answer) => answer.json())
    .catch((error: unknown) => error)
  const ends =
    typeof said === 'object' && said !== null && 'certificateEnds' in said ? said.certificateEnds : null
  return typeof ends === 'number' ? ends : null
}
