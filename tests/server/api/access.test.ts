import { describe, expect, test } from 'vitest'
import { type Act, knows, may, mayPull, PULLS, ROLES } from '#src/domain/access.ts'
import { createApp } from '#src/server/app.ts'
import { type Api, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { allRoles } from '#tests/support/api-people.ts'
import { OTHER_ROUTES, ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { tokenFor } from '#tests/support/api-token.ts'
import { NAMED_RELATIONS, plantTree } from '#tests/support/api-tree.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** What each route does, as the table of access calls it: said here once more, so that a route under the wrong name shows. */
const ACT_OF: Readonly<Record<string, Act>> = {
  'GET ': 'look',
  'PATCH ': 'administer',
  'POST /staff-pin': 'administer',
  'POST /counters': 'administer',
  'PATCH /counters/:counter': 'administer',
  'POST /officers': 'administer',
  'PATCH /officers/:officer': 'administer',
  'GET /officers': 'administer',
  'POST /officers/import': 'administer',
  'POST /officers/:officer/leave': 'administer',
  'POST /officers/:officer/return': 'administer',
  'POST /officers/:officer/pin': 'administer',
  'POST /officers/:officer/pin/withdraw': 'administer',
  'POST /officers/:officer/pin/unlock': 'administer',
  'POST /pairing-codes': 'administer',
  'POST /devices/:device/begin': 'administer',
  'POST /devices/:device/move': 'administer',
  'POST /devices/:device/held': 'administer',
  'POST /devices/:device/call': 'administer',
  'POST /devices/:device/retire': 'administer',
  'GET /duties': 'duties',
  'POST /duties/:duty/correct': 'duties',
  'POST /duties/:duty/keep': 'duties',
  'POST /rescue': 'rescue',
  'GET /summary': 'figures',
  'GET /ratings': 'rows',
  'GET /feedback': 'feedback',
  'GET /urgent': 'urgent',
  'GET /closings': 'proof',
  'GET /deeds': 'deeds',
  'GET /deeds/export': 'deeds',
  'GET /accounts': 'accounts',
  'POST /accounts': 'accounts',
  'PATCH /accounts/:account': 'accounts',
  'POST /accounts/:account/invitation': 'accounts',
  'GET /machine': 'machine',
  'GET /below': 'below',
  'POST /below': 'found',
  'GET /closed': 'closed',
  'GET /former': 'former',
  'POST /heads': 'tree',
  'POST /name': 'tree',
  'POST /close': 'tree',
  'POST /place': 'place',
  'POST /place-codes': 'found',
  'GET /tokens': 'accounts',
  'POST /tokens': 'accounts',
  'POST /tokens/:token/revoke': 'accounts',
}

/** Of oneself: no address names anybody. */
const OF_ONESELF: readonly { path: string; act: Act }[] = [
  { path: '/api/v1/account/sessions', act: 'account' },
  { path: '/api/v1/own/figures', act: 'own-figures' },
]

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path.split('?')[0]}`

describe('the table of access', () => {
  test('P10: names every route of a unit', () => {
    const app = createApp({ publicUrl: 'http://localhost' } as Api['deps'])
    const prefix = '/api/v1/units/:unit'
    const routes = app.routes.filter(({ method, path }) => path.startsWith(prefix) && method !== 'ALL')
    const shapes = new Set(
      routes.map(({ method, path }) => shapeOf(`${method} ${path.slice(prefix.length)}`)),
    )
    expect(shapes).toEqual(new Set(Object.keys(ACT_OF).map(shapeOf)))
    expect(new Set(UNIT_ROUTES.map(nameOf).map(shapeOf))).toEqual(shapes)
  })
})

function shapeOf(route: string): string {
  return route.replace(/:\w+/g, ':id')
}

eachDatabase((name, open) => {
  test(`P10: every cell of the table: role × route × own unit, each below, before, above and beside it, and no unit`, {
    timeout: 240_000,
  }, async () => {
    const api = await openApi(open)
    const { head, at } = await plantTree(api)
    const { device } = await pairTablet(api, head)
    const cookies = await allRoles(api, head)
    let cells = 0
    for (const role of ROLES) {
      for (const route of UNIT_ROUTES) {
        const { method, path, body } = ofUnit(route, { ...head, device })
        const call = (unit: string) =>
          api.ask(method, `/api/v1/units/${unit}${path}`, { body, cookie: cookies[role] })
        for (const relation of NAMED_RELATIONS) {
          for (const unit of at[relation]) {
            const said = `${role} ${method} ${path} of ${relation}`
            const code = await codeOf(await call(unit))
            const hidden = relation !== 'own' && !knows(role, relation)
            if (may(role, ACT_OF[nameOf(route)]!, relation))
              expect(['forbidden', 'unknown-unit'], said).not.toContain(code)
            else expect(code, said).toBe(hidden ? 'unknown-unit' : 'forbidden')
            cells += 1
          }
        }
        for (const none of ['zzzzzz', '%00', '1']) {
          expect(await codeOf(await call(none)), `${role} ${method} ${path}`).toBe('unknown-unit')
          cells += 1
        }
      }
      for (const { path, act } of OF_ONESELF) {
        const code = await codeOf(await api.ask('GET', path, { cookie: cookies[role] }))
        if (may(role, act, 'self')) expect(['not-found', undefined], `${role} ${path}`).toContain(code)
        else expect(code, `${role} ${path}`).toBe('forbidden')
        cells += 1
      }
    }
    const units = NAMED_RELATIONS.reduce((sum, relation) => sum + at[relation].length, 0)
    expect(cells, name).toBe(ROLES.length * (UNIT_ROUTES.length * (units + 3) + OF_ONESELF.length))
  })

  test('P10: every cell of the table: what a token reads × route × own unit, each below, before, above and beside it, and no unit', {
    timeout: 240_000,
  }, async () => {
    const api = await openApi(open)
    const { head, at } = await plantTree(api)
    const { device } = await pairTablet(api, head)
    const state = async () => JSON.stringify([await head.get(''), await head.get('/accounts')])
    const before = await state()
    let cells = 0
    const others = NAMED_RELATIONS.filter((relation) => relation !== 'own').flatMap(
      (relation) => at[relation],
    )
    for (const reads of [[PULLS[0]], [PULLS[1]], [...PULLS]]) {
      const { id: token, secret } = await tokenFor(head, reads)
      const headers = { Authorization: `Bearer ${secret}` }
      for (const route of UNIT_ROUTES) {
        const { method, path, body } = ofUnit(route, { ...head, device, token })
        // The cookie of who may do all is sent too, and helps nobody.
        const call = (unit: string) =>
          api.ask(method, `/api/v1/units/${unit}${path}`, { body, headers, cookie: head.cookie })
        const said = `${reads} ${method} ${path}`
        const act = ACT_OF[nameOf(route)]!
        expect(await codeOf(await call(head.unit)), said).toBe(mayPull(reads, act) ? undefined : 'forbidden')
        expect(mayPull(reads, act), said).toBe(
          (reads.includes('summary') && path.startsWith('/summary')) ||
            (reads.includes('ratings') && path.startsWith('/ratings')),
        )
        for (const unit of [...others, 'zzzzzz'])
          expect(await codeOf(await call(unit)), said).toBe('unknown-unit')
        cells += 2 + others.length
      }
      for (const { method, path, body } of OTHER_ROUTES.filter(({ path }) => /\/(account|own)\//.test(path)))
        expect(await codeOf(await api.ask(method, path, { body, headers })), path).toBe('signed-out')
    }
    expect(cells, name).toBe(3 * UNIT_ROUTES.length * (2 + others.length))
    expect(await state()).toBe(before)
  })

  test('P10: what is forbidden changes nothing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    const { head: _, ...others } = await allRoles(api, head)
    const state = async () => JSON.stringify([await head.get(''), await head.get('/accounts')])
    const before = await state()
    for (const route of UNIT_ROUTES.filter(({ method }) => method !== 'GET')) {
      const { method, path, body } = ofUnit(route, { ...head, device })
      for (const cookie of Object.values(others))
        await api.ask(method, `/api/v1/units/${head.unit}${path}`, { body, cookie })
    }
    expect(await state()).toBe(before)
  })
})

/** Of a refusal, or nothing. */
async function codeOf(response: Response): Promise<string | undefined> {
  return response.ok ? undefined : problemOf(response)
}
