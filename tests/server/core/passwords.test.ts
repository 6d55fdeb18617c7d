import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '#src/server/passwords.ts'
import { stretch } from '#src/server/stretch.ts'

const PASSWORD = 'một mật khẩu đủ dài'
const PASSWORDS = new URL('../../../src/server/passwords.ts', import.meta.url).href
const random = (bytes: number) => new Uint8Array(bytes)

test('many at once each get their own answer', async () => {
  const stored = await Promise.all(
    [PASSWORD, 'another one'].map((password) => hashPassword(password, random)),
  )
  const asked = [PASSWORD, 'another one', PASSWORD.normalize('NFD'), 'neither']
  const right = asked.map((password) => Promise.all(stored.map((one) => verifyPassword(password, one))))
  expect(await Promise.all(right)).toEqual([
    [true, false],
    [false, true],
    [true, false],
    [false, false],
  ])
  expect(await verifyPassword(PASSWORD, undefined)).toBe(false)
})

test('what cannot be stretched fails, and the next password is stretched all the same', async () => {
  const cost = { memory: 1, passes: 2, parallelism: 1, tagLength: 32 }
  const failing = [stretch(random(8), random(16), cost), verifyPassword('x', undefined)]
  const ended = await Promise.allSettled(failing)
  expect(ended[0]?.status).toBe('rejected')
  expect(await verifyPassword(PASSWORD, await hashPassword(PASSWORD, random))).toBe(true)
})

test('a server on which many sign in, one after the other and at once, grows by less than 80 MiB, and ends when it is done', async () => {
  const program = `
    const { verifyPassword } = await import(${JSON.stringify(PASSWORDS)})
    const before = process.memoryUsage.rss()
    for (let i = 0; i < 12; i += 1) await verifyPassword('x', undefined)
    await Promise.all(Array.from({ length: 12 }, () => verifyPassword('x', undefined)))
    console.log((process.memoryUsage.rss() - before) / 2 ** 20)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'pipe' })
  expect(Number(await text(child.stdout))).toSatisfy((grown: number) => grown > 10 && grown < 80)
}, 60_000)
