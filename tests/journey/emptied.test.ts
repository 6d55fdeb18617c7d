import { expect, test } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { retireDevice } from '#src/server/pairing.ts'
import { unitView } from '#src/server/units.ts'
import { verify } from '#src/server/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import { type Office, openOffice, pairTablet } from './office.ts'

/** A browser's network: it keeps the cookie that the server set, whatever else is wiped. */
function withCookies(answer: Office['answer']): {
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

async function rate(office: Office, tablet: Tablet, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const draft = draftOf(office.clock, { score: 5, counter: office.counter, officer: office.officer })
    expect((await tablet.keepDraft(draft)).ok).toBe(true)
    expect((await tablet.close(draft, 'done', undefined, 900)).ok).toBe(true)
  }
}

/** What clearing the browser's data does to all but its cookies. */
async function empty(device: Device): Promise<Tablet> {
  device.kill()
  for (const { name } of await device.factory.databases()) {
    await new Promise((resolve) => {
      device.factory.deleteDatabase(name ?? '').onsuccess = resolve
    })
  }
  return whenOpened(device.open())
}

const devicesOf = async ({ deps, unit }: Office) =>
  (await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))).devices

eachDatabase((_, open) => {
  test('P4 P6 an emptied tablet is known by its cookie, goes on as its next generation, and what it lost is named', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device, tablet } = await pairTablet(office, browser.fetch)
    await rate(office, tablet, 4)
    await tablet.syncNow()
    const before = (await tablet.health()).log
    const head = await office.deps.db
      .selectFrom('log')
      .select(['head', 'hash'])
      .where('id', '=', before)
      .executeTakeFirstOrThrow()
    await rate(office, tablet, 3)

    const bare = await empty(device)
    expect(bare.status().kind).toBe('unpaired')
    browser.lose = 1
    expect(await bare.pairAgain()).toMatchObject({ ok: false, why: 'offline' })
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    expect(bare.status()).toMatchObject({ kind: 'paired', config: { practice: false } })
    const { log } = await bare.health()
    expect(log).toBe(before.replace(/\.1$/, '.2'))
    await rate(office, bare, 2)
    await bare.syncNow()

    const [{ faults, retired } = { faults: [], retired: true }] = await devicesOf(office)
    expect(retired).toBe(false)
    expect(faults).toMatchObject([{ kind: 'emptied', from: head.head + 1 }])
    const genesis = await office.deps.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', log)
      .where('n', '=', 1)
      .executeTakeFirstOrThrow()
    expect(readLine(Buffer.from(genesis.line).toString())?.body).toMatchObject({
      after: { log: before, n: head.head, hash: head.hash },
    })
    const found = await verify(office.deps.db, { keys: office.deps.keys })
    expect(found).toMatchObject({ faults: [], ratings: 6 })
    device.kill()
    await office.deps.db.destroy()
  })

  test('P3 without the cookie, with another one, or after it was retired, an empty tablet stays unpaired', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device } = await pairTablet(office, browser.fetch)
    const [cookie] = [...browser.jar.values()]
    const [paired] = await devicesOf(office)
    const bare = await empty(device)
    browser.jar.clear()
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    browser.jar.set('__Host-device', `${cookie?.slice(1)}x`)
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    const acting = { deps: office.deps, unit: office.unit, by: null }
    await office.deps.db.transaction().execute((trx) => retireDevice({ ...acting, trx }, paired!.id))
    browser.jar.set('__Host-device', cookie!)
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    expect(bare.status().kind).toBe('unpaired')
    device.kill()
    await office.deps.db.destroy()
  })
})
