import { expect, test } from 'vitest'
import { signedText } from '#src/protocol/signed.ts'
import { problem, type Seen, stored } from '#tests/support/device-network.ts'
import { type Paired, pairedTablet, rate, readStore } from '#tests/support/device-paired.ts'

const KNOWN = '/api/v1/pair/known'

/** A tablet whose config names its key, as a server signs it, with one rating that is not sent. */
async function named(): Promise<Paired & { key: string }> {
  const paired = await pairedTablet()
  const { network, tablet, device } = paired
  const identity = (await readStore(device, 'meta')).find((value) => 'serverKeys' in value)
  const key = identity && 'serverKeys' in identity ? identity.publicKey : ''
  network.config = { ...network.config, version: network.config.version + 1, paired: { key, at: 1 } }
  await tablet.syncNow()
  network.seen.length = 0
  await rate(paired)
  return { ...paired, key }
}

/** A server that knows this tablet only once it was shown what it had signed, if it believes it then. */
function forgetful({ network }: Paired, believes: Response): void {
  let known = false
  network.always((seen: Seen) => {
    if (seen.path !== KNOWN) return known ? stored(network, seen) : problem('unknown-device', 401)
    known = believes.status === 204
    return believes.clone()
  })
}

test('P6 P7: a server that does not know the tablet is shown its own signature, and then gets what it lacks', async () => {
  const paired = await named()
  forgetful(paired, new Response(null, { status: 204 }))
  await paired.tablet.syncNow()
  expect(paired.network.seen.map(({ path }) => path)).toEqual(['/api/v1/log', KNOWN, '/api/v1/log'])
  expect(await paired.tablet.health()).toMatchObject({ pending: 0, lastTry: { outcome: 'received' } })
  const { line, sig } = JSON.parse(Buffer.from(paired.network.seen[1]!.raw).toString()) as Record<
    string,
    string
  >
  expect(JSON.parse(line!)).toMatchObject({
    log: 'k3m9x2aq.1',
    config: { line: expect.stringContaining(paired.key) },
  })
  expect(await isSigned(paired.key, signedText('known', line!), sig!)).toBe(true)
})

test.each([
  ['refuses', problem('unknown-device', 401)],
  ['is a captive portal', new Response('<html>')],
])('P6: where the server %s all stays as it was, and the next exchange asks again', async (_, answer) => {
  const paired = await named()
  forgetful(paired, answer)
  await paired.tablet.syncNow()
  await paired.tablet.syncNow()
  expect(paired.network.seen.map(({ path }) => path)).toEqual(['/api/v1/log', KNOWN, '/api/v1/log', KNOWN])
  expect(await paired.tablet.health()).toMatchObject({
    pending: 1,
    lastTry: { outcome: 'refused:unknown-device' },
  })
})

test('a tablet whose config does not name its key has nothing to show', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  paired.network.seen.length = 0
  forgetful(paired, new Response(null, { status: 204 }))
  await paired.tablet.syncNow()
  expect(paired.network.seen.map(({ path }) => path)).toEqual(['/api/v1/log'])
})

async function isSigned(point: string, text: string, sig: string): Promise<boolean> {
  const ec = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('raw', Buffer.from(point, 'base64url'), ec, false, ['verify'])
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  return crypto.subtle.verify(algorithm, key, Buffer.from(sig, 'base64url'), Buffer.from(text))
}
