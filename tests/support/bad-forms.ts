import type { Form } from './every-form.ts'

/** A form with something wrong in one field, and how. */
type Spoiled = { path: string; how: string; body: object }

const MISSING = Symbol('missing')

/** Texts that stand on no page: they cannot be printed, break the line, or turn what stands beside them around. */
const UNPRINTED = {
  'a control character': 'a\u0007b',
  'a zero byte': 'a\u0000b',
  'half a pair': 'a\ud800',
  'a line break': 'a\nb',
  'a separator of paragraphs': 'a\u2029b',
  'a separator of lines': 'a\u2028b',
  'letters turned around': 'Lan\u202egnort',
  'an isolate that is left open': 'Lan\u2067',
}

/** Every way in which each field of the form is wrong whatever the form is about. */
export function spoiled({ body, fields }: Pick<Form, 'body' | 'fields'>): Spoiled[] {
  return Object.entries(fields).flatMap(([path, kind]) => {
    const now = at(body, path)
    const isText = typeof now === 'string'
    const values: [string, unknown][] = [
      ['an object', { length: { toString: 1 } }],
      ['a number that is none of these', -1.5],
      ['a great number', 1e300],
      ['a word in its place', typeof now === 'boolean' ? 'true' : true],
    ]
    if (Array.isArray(now)) values.push(['a list of lists', [[[]]]], ['10,000 times', many(now[0])])
    else values.push(['a list', [now]])
    const isSecret = kind.endsWith('secret')
    if (!kind.startsWith('optional')) values.push(['missing', MISSING])
    if (isText) values.push(['too long', 'x'.repeat(1_001)])
    if (isText && !isSecret) values.push(...Object.entries(UNPRINTED))
    if (isText && kind === 'text') values.push(['blank', ' \t '], ['nothing that is seen', '\u200b\u2060'])
    return values.map(([how, value]) => ({ path, how, body: put(body, path, value) }))
  })
}

function many(one: unknown): unknown[] {
  return Array.from({ length: 10_000 }, () => one ?? 'zzzzzz')
}

function at(body: unknown, path: string): unknown {
  return path.split('.').reduce((found, key) => (found as Record<string, unknown>)[key], body)
}

function put(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body)
  const [last = '', ...owners] = path.split('.').reverse()
  const owner = owners.reduceRight<Record<string, unknown>>(
    (found, key) => found[key] as Record<string, unknown>,
    copy as Record<string, unknown>,
  )
  if (value === MISSING) delete owner[last]
  else owner[last] = value
  return copy
}
