import { expect, test } from 'vitest'
import { type Answer, lost, makeTestKey, problem, type Seen, stored } from '#tests/support/device-network.ts'
import { type Paired, pairedTablet, rate, readStore } from '#tests/support/device-paired.ts'

const cursors = async ({ device }: Pick<Paired, 'device'>) =>
  (await readStore(device, 'logs')).map(({ log, head, cursor }) => `${log} ${cursor.n}/${head.n}`)

const receiptBut = (more: object): ((p: Paired) => Answer) => {
  return ({ network }) =>
    (seen) =>
      stored(network, seen, more)
}
const json =
  (body: unknown, status = 200): Answer =>
  () =>
    Response.json(body, { status })

test.each<[string, string, (paired: Paired) => Answer]>([
  ['no network', 'offline', () => lost],
  ["a captive portal's 200", 'strange:200', () => () => new Response('<html>Welcome to Wi-Fi</html>')],
  ["a captive portal's JSON 200", 'strange:200', () => json({ ok: true })],
  ['an empty 200', 'strange:200', () => () => new Response('')],
  ['a 204', 'strange:204', () => () => new Response(null, { status: 204 })],
  ["a proxy's 502", 'strange:502', () => () => new Response('Bad Gateway', { status: 502 })],
  ['a 500', 'refused:internal', () => () => problem('internal', 500)],
  ['a 503', 'refused:unavailable', () => () => problem('unavailable', 503, { 'Retry-After': '5' })],
  ['a 401', 'refused:unknown-device', () => () => problem('unknown-device', 401)],
  ['a 413', 'refused:too-large', () => () => problem('too-large', 413)],
  ['a 422', 'refused:malformed', () => () => problem('malformed', 422)],
  ['a problem of a later server', 'refused:teapot', () => () => problem('teapot', 418)],
  ["somebody else's code", 'strange:400', () => json({ code: 'malformed' }, 400)],
  ['a receipt of another log', 'forged', receiptBut({ log: 'x3m9x2aq.1' })],
  ['a receipt that answers another exchange', 'forged', receiptBut({ heard: 'runrun22 1' })],
  ['a receipt without its number', 'forged', receiptBut({ n: undefined })],
  ['a receipt signed by nobody that is known', 'forged', signedByStranger],
  ['a receipt that was altered', 'forged', altered],
  ['a receipt signed as a config', 'forged', signedAsConfig],
  ['a receipt with another hash', 'differs', receiptBut({ hash: 'f'.repeat(64) })],
])('P2, P6: %s moves nothing and drops nothing', async (_, outcome, answer) => {
  const paired = await pairedTablet()
  await rate(paired, { score: 1 }, 'Thái độ')
  const before = await everything(paired)
  paired.network.always(answer(paired))
  await paired.tablet.syncNow()
  expect((await paired.tablet.health()).lastTry?.outcome).toBe(outcome)
  expect(await everything(paired)).toEqual(before)
  paired.network.always(undefined)
  await paired.tablet.syncNow()
  expect(await cursors(paired)).toEqual(['k3m9x2aq.1 4/4'])
  expect((await paired.tablet.health()).pending).toBe(0)
})

test('P3: a config is believed only when a pinned key signed it, and replaces only an older one', async () => {
  const { network, tablet } = await pairedTablet()
  const version = () => {
    const status = tablet.status()
    return status.kind === 'paired' ? status.config.version : undefined
  }
  const bring =
    (config: object, key = network.key): Answer =>
    async (seen: Seen) => {
      const receipt = await network.receipt({
        log: seen.batch!.log,
        n: seen.batch!.to,
        hash: seen.batch!.hash,
      })
      return Response.json({ receipt, config: await network.sign('config', config, key) })
    }
  const stranger = await makeTestKey('strange2')
  const next = await makeTestKey('nextkey2')
  const sync = async (answer: Answer) => {
    network.script(answer)
    await tablet.syncNow()
    return version()
  }
  expect(await sync(bring({ ...network.config, version: 9 }, stranger))).toBe(1)
  expect(await sync(bring({ ...network.config, version: 9, device: 'x3m9x2aq' }))).toBe(1)
  expect(await sync(bring({ version: 9 }))).toBe(1)
  const keys = { ...network.config.keys, sign: [{ kid: next.kid, key: next.key }] }
  expect(await sync(bring({ ...network.config, version: 5, keys }))).toBe(5)
  expect(await sync(bring({ ...network.config, version: 4 }))).toBe(5)
  expect(await sync(bring({ ...network.config, version: 6 }, next))).toBe(6)
  network.epoch = 'e2'
  expect(await sync(bring({ ...network.config, version: 2 }))).toBe(2)
})

/** All that a bad answer might change; not the time of the last try. */
async function everything({ device }: Pick<Paired, 'device'>) {
  const [entries, sealed, logs, receipts] = [
    await readStore(device, 'entries'),
    await readStore(device, 'sealed'),
    await readStore(device, 'logs'),
    await readStore(device, 'receipts'),
  ]
  return { entries, sealed, logs, receipts }
}

function signedByStranger({ network }: Paired): Answer {
  return async ({ batch }) => {
    const stranger = await makeTestKey(network.key.kid)
    const value = { log: batch!.log, n: batch!.to, hash: batch!.hash, epoch: 'e1', config: 1, at: 0 }
    return Response.json({ receipt: await network.sign('receipt', value, stranger) })
  }
}

function signedAsConfig({ network }: Paired): Answer {
  return async ({ batch }) => {
    const value = { log: batch!.log, n: batch!.to, hash: batch!.hash, epoch: 'e1', config: 1, at: 0 }
    return Response.json({ receipt: await network.sign('config', value) })
  }
}

function altered({ network }: Paired): Answer {
  return async ({ batch }) => {
    const receipt = await network.receipt({ log: batch!.log, n: batch!.to - 1, hash: batch!.hash })
    return Response.json({
      receipt: { ...receipt, line: receipt.line.replace(`"n":${batch!.to - 1}`, `"n":${batch!.to}`) },
    })
  }
}
