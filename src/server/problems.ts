import { FIELD_PROBLEMS, type WrongFields } from '#src/protocol/field-problem.ts'
import { PROBLEMS, type ProblemBody } from '#src/protocol/problem.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'

type Details = { fields?: WrongFields; retryAfter?: number; allow?: readonly string[] }

/** An expected failure as a value: one of the closed list. `retryAfter` in seconds; `allow`: the methods that are taken. */
export class Refusal {
  readonly code: ProblemCode
  readonly fields: WrongFields | undefined
  readonly retryAfter: number | undefined
  readonly allow: readonly string[] | undefined

  constructor(code: ProblemCode, { fields, retryAfter, allow }: Details = {}) {
    this.code = code
    this.fields = fields
    this.retryAfter = retryAfter
    this.allow = allow
  }
}

export function refuse(code: ProblemCode, details?: Details): Refusal {
  return new Refusal(code, details)
}

/** The refusal as `application/problem+json` (RFC 9457); `more` stands beside its members. */
export function problemResponse({ code, fields, retryAfter, allow }: Refusal, more: object = {}): Response {
  const { status, said } = PROBLEMS[code]
  const body: ProblemBody = {
    type: `/problems#${code}`,
    code,
    status,
    title: said.vi,
    ...(fields && { fields }),
  }
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' }
  if (retryAfter !== undefined) headers['Retry-After'] = String(retryAfter)
  if (code === 'token-refused') headers['WWW-Authenticate'] = 'Bearer error="invalid_token"'
  if (allow) headers.Allow = allow.join(', ')
  return new Response(JSON.stringify({ ...body, ...more }), { status, headers })
}

/** The printed list that `type` points into, and after it what `fields` says of a field. */
export function problemsPage(): string {
  const problems = Object.entries(PROBLEMS).map(([code, { status, retry, said }]) =>
    item(code, `<code>${code}</code> · ${status}${retry ? ' · retry' : ''}`, said),
  )
  const fields = Object.entries(FIELD_PROBLEMS).map(([code, said]) =>
    item(`field-${code}`, `<code>${code}</code>`, said),
  )
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Hài Lòng: problems</title><h1>Problems</h1><dl>${problems.join('')}</dl><h2>Fields</h2><dl>${fields.join('')}</dl></html>`
}

function item(id: string, term: string, said: { vi: string; en: string }): string {
  return `<dt id="${id}">${term}</dt><dd lang="vi">${said.vi}</dd><dd lang="en">${said.en}</dd>`
}
