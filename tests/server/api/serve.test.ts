import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createApp } from '#src/server/app.ts'
import { serve } from '#src/server/serve.ts'
import { openApi } from '#tests/support/api.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { freePort } from '#tests/support/server.ts'
import { expectSound } from '#tests/support/sound.ts'

eachDatabase((_, open) => {
  test('a tablet that is cut off in the middle of a body is no failure of the server, which goes on', async () => {
    const api = await openApi(open)
    const app = createApp(api.deps)
    const port = await freePort()
    const place = { host: '127.0.0.1', port, certificate: undefined, trustProxy: false }
    const server = await serve((request, from) => app.fetch(request, from), place)
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /api/v1/log HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200\r\n\r\nabc')
    await once(socket, 'connect')
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    await expect.poll(() => api.logged.length).toBeGreaterThan(0)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
    await server.stop()
  })
})

test.each([
  [true, '203.0.113.7'],
  [false, '127.0.0.1'],
])(
  'who asks is what a trusted proxy says, and else the other end of the line (trusted: %j)',
  async (trustProxy, said) => {
    const port = await freePort()
    const place = { host: '127.0.0.1', port, certificate: undefined, trustProxy }
    const server = await serve((_, { address }) => new Response(address), place)
    const headers = { 'X-Forwarded-For': '192.0.2.1, 203.0.113.7' }
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers })
    expect(await answer.text()).toBe(said)
    await server.stop()
  },
)

test.each([
  [
    'headers of more than 16 KiB',
    `GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${'x'.repeat(17_000)}\r\n\r\n`,
    413,
  ],
  ['what is no request', 'GET / HTTP/1.1\r\nno header\r\n\r\n', 400],
  [
    'a body that breaks off its own form',
    'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    400,
  ],
])('P3 %s is answered with a problem of the list, and the connection is closed', async (_, sent, status) => {
  const port = await freePort()
  const place = { host: '127.0.0.1', port, certificate: undefined, trustProxy: false }
  const server = await serve(async (request) => new Response(await request.text()), place)
  const socket = connect(port, '127.0.0.1')
  socket.write(sent)
  const said = await text(socket)
  const [head = '', body = ''] = said.split('\r\n\r\n')
  const headers = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(': ') as [string, string])
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  await expectSound(new Response(body, { status, headers }))
  expect(new Headers(headers).get('Content-Length')).toBe(String(Buffer.byteLength(body)))
  await server.stop()
})

test('P3 what cannot be read and began with HEAD is answered without a body', async () => {
  const port = await freePort()
  const place = { host: '127.0.0.1', port, certificate: undefined, trustProxy: false }
  const server = await serve(() => new Response('yes'), place)
  const headers = { Cookie: 'x'.repeat(17_000) }
  const asked = request({ method: 'HEAD', host: '127.0.0.1', port, headers })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect([answer.statusCode, await text(answer)]).toEqual([413, ''])
  await server.stop()
})
