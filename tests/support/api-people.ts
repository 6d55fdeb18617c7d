import { ROLES, type Role } from '#src/domain/access.ts'
import { type Api, cookieOf, type Head } from './api.ts'

export const PERSONS_PASSWORD = 'một câu dài để đăng nhập'
const TERM = { first: '2026-11-20', last: '2026-11-30' }

/** A new account of the head's unit, in that role; an officer's is the unit's first officer's. Answers the cookie. */
export async function signedInAs(api: Api, head: Head, role: Role, mark = 'own'): Promise<string> {
  const user = `${mark}.${role}`
  await head.post('/accounts', {
    ...{ role, name: `Bình ${mark}`, user, password: PERSONS_PASSWORD },
    ...(role === 'auditor' && { term: { ...TERM, reason: `Quyết định ${mark}` } }),
    ...(role === 'officer' && { officer: head.officer }),
  })
  return signIn(api, user)
}

/** Of each role one who is signed in, the head among them. */
export async function allRoles(api: Api, head: Head, mark?: string): Promise<Record<Role, string>> {
  const cookies: Partial<Record<Role, string>> = { head: head.cookie }
  for (const role of ROLES) cookies[role] ??= await signedInAs(api, head, role, mark)
  return cookies as Record<Role, string>
}

export async function signIn(api: Api, user: string, password = PERSONS_PASSWORD): Promise<string> {
  return cookieOf(await api.ask('POST', '/api/v1/session', { body: { user, password } }))
}
