import * as z from 'zod/mini'
import { WrongFields } from '#src/protocol/field-problem.ts'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { isProblemCode, type ProblemCode } from '#src/protocol/problem-code.ts'

/** What went wrong. `fields`: dotted paths of a form, with what is wrong with each; `wait`: seconds until another try is answered. */
export type Problem = {
  code: ProblemCode | 'offline' | 'unreadable' | 'not-kept'
  fields: WrongFields
  wait?: number
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export type Call<T> = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: object
  answer: z.ZodMiniType<T>
}

/** For an answer whose body says nothing. */
export const Nothing = z.unknown()

/** The one way to the server: what it answers is parsed, what it refuses is a value. Throws only what `signal` aborted. */
export async function call<T>(
  path: string,
  { method = 'GET', body, answer }: Call<T>,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const response = await send(path, { method, body, signal })
  return response === undefined ? failed('offline') : readAnswer(response, answer)
}

/** What the server answered, parsed; what it refused, as a value. */
export async function readAnswer<T>(response: Response, answer: z.ZodMiniType<T>): Promise<Answer<T>> {
  const json = await jsonOf(response)
  if (response.status >= 400) return refused(json, response.headers.get('Retry-After'))
  const parsed = answer.safeParse(json)
  return parsed.success ? { ok: true, value: parsed.data } : failed('unreadable')
}

export function failed(
  code: Problem['code'],
  fields: Problem['fields'] = {},
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, fields } }
}

/** What the protocol says of it in both languages; undefined for what only the browser knows. */
export function saidOf(code: Problem['code']): { vi: string; en: string } | undefined {
  return isProblemCode(code) ? PROBLEMS[code].said : undefined
}

type Sent = { method: string; body: object | undefined; signal: AbortSignal | undefined }

async function send(path: string, { method, body, signal }: Sent): Promise<Response | undefined> {
  const init: RequestInit = { method, cache: 'no-store', credentials: 'same-origin' }
  if (signal) init.signal = signal
  if (body) {
    init.body = JSON.stringify(body)
    init.headers = { 'Content-Type': 'application/json' }
  }
  try {
    return await fetch(`/api/v1/${path}`, init)
  } catch (error) {
    // A fetch that finds no network throws a TypeError, whatever the reason.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

const Refused = z.object({
  code: z.string(),
  fields: z.optional(WrongFields),
})

function refused(json: unknown, retryAfter: string | null): { ok: false; problem: Problem } {
  const { data } = Refused.safeParse(json)
  if (!isProblemCode(data?.code)) return failed('unreadable')
  const { ok, problem } = failed(data.code, data.fields)
  const wait = Number(retryAfter)
  return { ok, problem: wait > 0 ? { ...problem, wait } : problem }
}
