import { expect } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import { type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import type { Office } from './office.ts'

/** A browser's network: it keeps the cookie that the server set, whatever else is wiped. */
export function withCookies(answer: Office['answer']): {
  fetch: typeof fetch
  jar: Map<string, string>
  lose: number
} {
  const browser = {
    jar: new Map<string, string>(),
    /** So many of the next replies are lost. */
    lose: 0,
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      request.headers.set('Cookie', [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await answer(request)
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (name !== undefined && value !== undefined) browser.jar.set(name, value)
      }
      if (browser.lose > 0) {
        browser.lose -= 1
        throw new TypeError('network')
      }
      return response
    },
  }
  return browser
}

/** So many citizens are thanked. */
export async function rate(office: Office, tablet: Tablet, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const draft = draftOf(office.clock, { score: 5, counter: office.counter, officer: office.officer })
    expect((await tablet.keepDraft(draft)).ok).toBe(true)
    expect((await tablet.close(draft, 'done', undefined, 900)).ok).toBe(true)
  }
}

/** What clearing the browser's data does to all but its cookies. */
export async function empty(device: Device): Promise<Tablet> {
  device.kill()
  for (const { name } of await device.factory.databases()) {
    await new Promise((resolve) => {
      device.factory.deleteDatabase(name ?? '').onsuccess = resolve
    })
  }
  return whenOpened(device.open())
}
