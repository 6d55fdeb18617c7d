import { expect } from 'vitest'
import { FIELD_PROBLEMS } from '#src/protocol/field-problem.ts'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { isProblemCode } from '#src/protocol/problem-code.ts'

/** Whatever was asked, an answer is what was asked for or one problem of the list, whole, and never a failure of the server. */
export async function expectSound(response: Response): Promise<void> {
  const { status, headers } = response
  const text = await response.text()
  const type = headers.get('Content-Type') ?? ''
  expect(status, text).toBeLessThan(500)
  if (status === 204) {
    expect(text).toBe('')
    return
  }
  if (status < 400) {
    expect(type).toMatch(
      /^(application\/(json|x-ndjson)|text\/csv; charset=utf-8|text\/html; charset=utf-8)/i,
    )
    if (text !== '' && type.startsWith('application/json')) JSON.parse(text)
    return
  }
  expect(type).toBe('application/problem+json')
  expect(headers.get('Cache-Control')).toBe('no-store')
  if (text === '') return
  const {
    code,
    fields = {},
    ...said
  } = JSON.parse(text) as { code: unknown; fields?: Record<string, string> }
  if (!isProblemCode(code)) throw new Error(`not of the list: ${text}`)
  expect(said).toMatchObject({ status, type: `/problems#${code}`, title: PROBLEMS[code].said.vi })
  expect(PROBLEMS[code].status).toBe(status)
  for (const wrong of Object.values(fields)) expect(Object.keys(FIELD_PROBLEMS)).toContain(wrong)
}
