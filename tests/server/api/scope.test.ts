import { expect, test } from 'vitest'
import { openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

eachDatabase((_, open) => {
  test('P10: another unit answers like one that does not exist, on every route, and nothing changes there', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    const other = await setUpAnother(api, 'le.hoa')
    const state = async () => JSON.stringify(await head.get(''))
    const before = await state()
    for (const route of UNIT_ROUTES) {
      const { method, path, body } = ofUnit(route, { ...head, device })
      for (const unit of [head.unit, 'zzzzzz', 'no unit']) {
        const response = await api.ask(method, `/api/v1/units/${unit}${path}`, { body, cookie: other.cookie })
        expect(await problemOf(response), `${method} ${path}`).toBe('unknown-unit')
      }
    }
    expect(await state()).toBe(before)
  })

  test('P10: things of another unit are not found in one’s own', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    const other = await setUpAnother(api, 'le.hoa')
    for (const route of UNIT_ROUTES.filter((route) =>
      /:(account|counter|officer|device)/.test(JSON.stringify(route)),
    )) {
      const { method, path, body } = ofUnit(route, { ...head, device })
      const response = await api.ask(method, `/api/v1/units/${other.unit}${path}`, {
        body,
        cookie: other.cookie,
      })
      expect(['not-found', 'invalid'], `${method} ${path}`).toContain(await problemOf(response))
    }
    const foreign = { label: '7', name: '', officer: head.officer }
    const response = await api.ask('POST', `/api/v1/units/${other.unit}/counters`, {
      body: foreign,
      cookie: other.cookie,
    })
    expect(await problemOf(response)).toBe('invalid')
  })

  test('P10: without a session no route says anything', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    for (const route of UNIT_ROUTES) {
      const { method, path, body } = ofUnit(route, { ...head, device })
      for (const cookie of ['', '__Host-session=guess', '__Host-session=%']) {
        const response = await api.ask(method, `/api/v1/units/${head.unit}${path}`, { body, cookie })
        expect(await problemOf(response), `${method} ${path}`).toBe('signed-out')
      }
    }
  })
})
