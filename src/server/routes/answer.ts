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
