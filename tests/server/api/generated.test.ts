import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createApp } from '#src/server/app.ts'
import { openSession } from '#src/server/sessions.ts'
import { transact } from '#src/server/transact.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { OTHER_ROUTES, ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { batches } from '#tests/support/generated-lines.ts'
import { type Generated, type Route, requests } from '#tests/support/generated-requests.ts'
import { expectSound } from '#tests/support/sound.ts'

/** On each of the two databases; with `GENERATED_SEED` a failure that was printed comes again. */
const REQUESTS = Number(process.env.GENERATED_REQUESTS ?? 1_000)
const { GENERATED_SEED } = process.env
const RUN = {
  numRuns: REQUESTS,
  // What was stored on the way is part of a counter-example: a smaller request is tried on another database.
  endOnFailure: true,
  ...(GENERATED_SEED !== undefined && { seed: Number(GENERATED_SEED) }),
}

const MINUTE = 60_000

eachDatabase((_, open) => {
  test('the list of routes that tests go through is every route of the server', async () => {
    const api = await openApi(open)
    const own = createApp(api.deps).routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    const listed = [
      ...UNIT_ROUTES.map(({ method, path }) => `${method} /api/v1/units/:unit${path}`),
      ...OTHER_ROUTES.map(({ method, path }) => `${method} ${path}`),
    ].map((route) =>
      route
        .replace(/\?.*/, '')
        .replace(/:(account|counter|officer|device|duty|token)/, ':id')
        .replace(/\/0{64}/, '/:session'),
    )
    expect(new Set(listed)).toEqual(new Set(own.map(({ method, path }) => `${method} ${path}`)))
  })

  test(
    `P3 ${REQUESTS} generated requests: no failure, each refusal one of the list, and the database stays whole`,
    async () => {
      const api = await openApi(open)
      const head = await setUpHead(api)
      const { device } = await pairTablet(api, head)
      const signing = await pairTablet(api, head)
      await signing.sendOk()
      const routes: Route[] = [
        ...OTHER_ROUTES,
        ...UNIT_ROUTES.map((route) => ofUnit(route, { ...head, device })).map((route) => ({
          ...route,
          path: `/api/v1/units/${head.unit}${route.path}`,
        })),
      ]
      const ids = { unit: head.unit, epoch: api.deps.epoch, device }
      const request = requests(routes, ids).map((made) => ({ kind: 'request' as const, made }))
      const batch = batches(head).map((made) => ({ kind: 'batch' as const, made }))
      const something = fc.oneof({ weight: 9, arbitrary: request }, { weight: 1, arbitrary: batch })
      await fc.assert(
        fc.asyncProperty(something, async (what) => {
          await api.passTo(api.clock.now + 7 * MINUTE)
          if (what.kind === 'request') return expectSound(await sent(api, head, what.made))
          for (const line of what.made.lines) signing.writeLine(line)
          await expectSound(await signing.send(what.made.state))
          return signing.drop()
        }),
        RUN,
      )
      expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
      const { faults } = await verify(api.deps.db, { keys: api.deps.keys })
      expect(faults.filter(({ kind }) => kind !== 'comment-missing')).toEqual([])
    },
    60_000 + REQUESTS * 100,
  )
})

async function sent(
  api: Api,
  head: Head,
  { method, path, headers, body, session }: Generated,
): Promise<Response> {
  const cookie = session && headers.Cookie === undefined ? await freshCookie(api, head) : ''
  return api.ask(method, path, { headers, cookie, ...(body !== undefined && { body }) })
}

/** Sessions end by the clock and by signing out; passwords are slow on purpose. */
async function freshCookie({ deps }: Api, head: Head): Promise<string> {
  const account = await deps.db
    .selectFrom('account')
    .select(['id', 'user', 'password'])
    .where('unit', '=', head.unit)
    .executeTakeFirstOrThrow()
  const { session } = await transact(deps, (trx) => openSession(trx, deps, account))
  return `__Host-session=${session}`
}
