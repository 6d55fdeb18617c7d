import { expect } from 'vitest'
import type { PinOffer } from '#src/protocol/pins.ts'
import type { Api, Head } from './api.ts'

/** The token of a link by which that officer sets a PIN. */
export async function pinToken(head: Pick<Head, 'post'>, officer: string): Promise<string> {
  const { address } = await head.post<PinOffer>(`/officers/${officer}/pin`)
  return new URL(address).hash.replace('#token=', '')
}

export function setPin(api: Pick<Api, 'ask'>, token: string, pin: string): Promise<Response> {
  return api.ask('POST', '/api/v1/pin', { body: { token, pin } })
}

/** Lets that officer go on duty by that PIN, as they set it on their own telephone. */
export async function givePin(
  api: Pick<Api, 'ask'>,
  head: Pick<Head, 'post'>,
  { officer, pin }: { officer: string; pin: string },
): Promise<void> {
  const response = await setPin(api, await pinToken(head, officer), pin)
  expect(response.status, await response.clone().text()).toBe(200)
}
