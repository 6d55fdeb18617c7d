/** Every route of a head's unit, under /api/v1/units/<unit>; `body` where it takes one. */
export const UNIT_ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'GET', path: '' },
  { method: 'PATCH', path: '', body: { name: 'Tên khác' } },
  { method: 'POST', path: '/counters', body: { label: '9', name: '', officer: null } },
  { method: 'PATCH', path: '/counters/:counter', body: { label: '8' } },
  { method: 'POST', path: '/officers', body: { name: 'Lê Văn An', title: '' } },
  { method: 'PATCH', path: '/officers/:officer', body: { name: 'Lê Văn Bình' } },
  { method: 'POST', path: '/pairing-codes', body: { counter: ':counter' } },
  { method: 'POST', path: '/devices/:device/begin' },
  { method: 'POST', path: '/devices/:device/retire' },
  { method: 'GET', path: '/summary' },
  { method: 'GET', path: '/ratings' },
  { method: 'GET', path: '/ratings?format=csv' },
  { method: 'GET', path: '/feedback' },
]

/** The route with the ids of that unit's own things. */
export function ofUnit<T extends (typeof UNIT_ROUTES)[number]>(
  { method, path, body }: T,
  ids: { counter: string; officer: string; device: string },
): { method: string; path: string; body?: object } {
  const fill = (text: string) =>
    text.replace(/:(counter|officer|device)/g, (_, name: keyof typeof ids) => ids[name])
  return { method, path: fill(path), ...(body && { body: JSON.parse(fill(JSON.stringify(body))) }) }
}
