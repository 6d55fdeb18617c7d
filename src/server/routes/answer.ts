import { problemResponse, Refusal } from '../problems.ts'

/** What a route answers with: a refusal, a ready response, or an object that is sent as JSON. Never kept by a cache. */
export function answer(result: Refusal | Response | object): Response {
  const response =
    result instanceof Refusal
      ? problemResponse(result)
      : result instanceof Response
        ? result
        : Response.json(result)
  response.headers.set('Cache-Control', 'no-store')
  return response
}

/** A table that the browser saves as `name`.csv. */
export function csvResponse(name: string, csv: string, more: Record<string, string> = {}): Response {
  return fileResponse(`${name}.csv`, 'text/csv; charset=utf-8; header=present', csv, more)
}

/** A text, or what is read while it is sent, that the browser saves under that name. */
export function fileResponse(
  name: string,
  type: string,
  body: string | ReadableStream<Uint8Array>,
  more: Record<string, string> = {},
): Response {
  const saved = `attachment; filename="${name}"`
  return new Response(body, { headers: { 'Content-Type': type, 'Content-Disposition': saved, ...more } })
}
