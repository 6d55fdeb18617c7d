import * as z from 'zod/mini'
import { PinOffer } from '#src/protocol/pins.ts'
import { Summary } from '#src/protocol/reports.ts'
import { UnitView } from '#src/protocol/session.ts'
import { type Place, runScript, type Server } from './server.ts'

/** The unit that the tests in the browser set up. */
export const OFFICE = {
  unit: 'Trung tâm Phục vụ hành chính công Xã Hương Sơn',
  place: 'Thôn Đục Khê, Xã Hương Sơn',
  counter: 'Quầy 02',
  counterName: 'Hộ tịch, Chứng thực',
  officer: 'Nguyễn Thị Lan',
  officerTitle: 'Công chức Tư pháp – Hộ tịch',
  head: 'Trần Văn Minh',
  user: 'minh',
  password: 'mot-mat-khau-dai',
  staffPin: '246810',
} as const

const Made = z.object({ unit: z.string(), counter: z.string(), officer: z.string(), pairing: z.string() })
export type Office = z.infer<typeof Made>

/** Sets up the office as an operator does without a browser. `pairing` is the address that pairs a tablet. */
export async function setUpOffice(place: Place): Promise<Office> {
  const env = { ...place.env, HEAD_PASSWORD: OFFICE.password, STAFF_PIN: OFFICE.staffPin }
  const printed = await runScript({ ...place, env }, 'setup', [
    '--json',
    ...['--unit', OFFICE.unit, '--place', OFFICE.place],
    ...['--head-name', OFFICE.head, '--user', OFFICE.user],
    ...['--counter', OFFICE.counter, '--counter-name', OFFICE.counterName],
    ...['--officer', OFFICE.officer, '--officer-title', OFFICE.officerTitle],
  ])
  return Made.parse(JSON.parse(printed))
}

export type Head = {
  view: () => Promise<UnitView>
  /** This month's figures. */
  summary: () => Promise<Summary>
  /** Ends the practice of every tablet. */
  begin: () => Promise<void>
  post: (path: string, body?: object) => Promise<unknown>
  patch: (path: string, body: object) => Promise<unknown>
  /** Lets that officer go on duty by that PIN, as they set it on their own telephone. */
  givePin: (officer: string, pin: string) => Promise<void>
  /** What a browser would send along. */
  cookie: () => string
}

/** A unit's head, at a desk: the same requests as the pages make, without the pages. */
export async function signIn({ origin }: Server, { unit }: Office): Promise<Head> {
  let cookie = ''
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { Origin: origin, Cookie: cookie, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return JSON.parse(text) as unknown
  }
  await ask('POST', '/session', { user: OFFICE.user, password: OFFICE.password })
  const own = `/units/${unit}`
  const view = async () => UnitView.parse(await ask('GET', own))
  return {
    view,
    summary: async () => Summary.parse(await ask('GET', `${own}/summary`)),
    begin: async () => {
      for (const device of (await view()).devices) await ask('POST', `${own}/devices/${device.id}/begin`)
    },
    post: (path, body) => ask('POST', `${own}${path}`, body),
    patch: (path, body) => ask('PATCH', `${own}${path}`, body),
    givePin: async (officer, pin) => {
      const { address } = PinOffer.parse(await ask('POST', `${own}/officers/${officer}/pin`))
      await ask('POST', '/pin', { token: new URL(address).hash.replace('#token=', ''), pin })
    },
    cookie: () => cookie,
  }
}
