import type { Context } from 'hono'
import type * as z from 'zod/mini'
import { wrongFields } from '#src/protocol/field-problem.ts'
import { type Refusal, refuse } from '../problems.ts'

const MAX_JSON = 64 * 1024

/** The form in a JSON body of at most `max` bytes, or what is wrong with it. Other content types are refused: a foreign page's form can send those. */
export async function readForm<F>(
  c: Context,
  schema: z.ZodMiniType<F>,
  max = MAX_JSON,
): Promise<F | Refusal> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')) return refuse('malformed')
  const body = await readBody(c.req.raw, max)
  if (!body) return refuse('too-large')
  const json = parseJson(body)
  if (json === undefined) return refuse('malformed')
  const parsed = schema.safeParse(json)
  return parsed.success ? parsed.data : refuse('invalid', { fields: wrongFields(parsed.error.issues) })
}

/** The query, or `bad-query` for a value or a name that is not known, or one that is said twice. */
export function readQuery<F>(c: Context, schema: z.ZodMiniType<F>): F | Refusal {
  const pairs = [...new URL(c.req.url).searchParams]
  const query = Object.fromEntries(pairs)
  if (Object.keys(query).length < pairs.length) return refuse('bad-query')
  return schema.safeParse(query).data ?? refuse('bad-query')
}

/** The body, or undefined as soon as it is longer than `max` bytes. */
export async function readBody(request: Request, max: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('Content-Length') ?? 0) > max) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > max) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
