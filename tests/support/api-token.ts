import type { Pull } from '#src/domain/access.ts'
import { TokenList, TokenMade } from '#src/protocol/tokens.ts'
import { type Api, type Ask, type Head, problemOf } from './api.ts'

let made = 0

/** A token of the head's unit, under a name of its own, good for the rest of the year that the tests live in. */
export async function tokenFor(head: Head, reads: readonly Pull[], name?: string): Promise<TokenMade> {
  made += 1
  const form = { name: name ?? `Bảng tính ${made}`, reads, last: '2026-12-31' }
  return TokenMade.parse(await head.post('/tokens', form))
}

/** A program pulls: no browser, no cookie, nothing but the token. */
export function pull(
  api: Api,
  path: string,
  secret: string,
  more: Pick<Ask, 'from' | 'headers'> = {},
): Promise<Response> {
  const headers = { 'Sec-Fetch-Site': '', Authorization: `Bearer ${secret}`, ...more.headers }
  return api.ask('GET', path, { ...more, headers })
}

export async function tokens(head: Head): Promise<TokenList['tokens']> {
  return TokenList.parse(await head.get('/tokens')).tokens
}

/** What the units' logs say that was done: `by deed of`, in the order of their numbers. */
export async function deeds({ deps }: Api): Promise<string[]> {
  const rows = await deps.db.selectFrom('entry').select('line').orderBy('n').execute()
  return rows.flatMap(({ line }) => {
    const { kind, body } = JSON.parse(Buffer.from(line).toString())
    return kind === 'deed' ? [`${body.by} ${body.deed} ${body.of}`] : []
  })
}

/** Of a refusal, or nothing. */
export async function codeOf(response: Response): Promise<string | undefined> {
  return response.ok ? undefined : problemOf(response)
}
