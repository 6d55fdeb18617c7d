import * as fc from 'fast-check'
import { OTHER_ROUTES, UNIT_ROUTES } from './api-routes.ts'

/**
 * Tries to come at another unit's things: `{unit}`, `{counter}`… stand for its ids, `[unit]`… for one's own, so that the same try can
 * be made with the ids of nobody.
 */
export type Attempt = { who: Who; method: string; path: string; body?: string }

export const WHO = [
  'head',
  'deputy',
  'auditor',
  'superior',
  'officer',
  'operator',
  'token of summary',
  'token of ratings',
  'token of both',
  'token and head',
  'stranger',
] as const
export type Who = (typeof WHO)[number]

const THINGS = [
  'account',
  'counter',
  'officer',
  'device',
  'token',
  'unit',
  'session',
  'cursor',
  'log',
] as const
export type Thing = (typeof THINGS)[number]
export type Things = Readonly<Record<Thing, string>>

/** The attempt with those ids in it. */
export function filled(attempt: Attempt, { own, theirs }: { own: Things; theirs: Things }): Attempt {
  const put = (text: string) =>
    text
      .replace(/\[(\w+)\]/g, (whole, thing: Thing) => own[thing] ?? whole)
      .replace(/\{(\w+)\}/g, (whole, thing: Thing) => theirs[thing] ?? whole)
  const { path, body } = attempt
  return { ...attempt, path: put(path), ...(body !== undefined && { body: put(body) }) }
}

type Shape = Omit<Attempt, 'who'>
type Route = (typeof UNIT_ROUTES)[number]

const NAMES = [
  'unit',
  'counter',
  'officer',
  'account',
  'by',
  'cursor',
  'before',
  'id',
  'log',
  'device',
  'after',
] as const
const FIELDS = [
  'unit',
  'counter',
  'officer',
  'replaces',
  'id',
  'account',
  'parent',
  'made_by',
  'log',
] as const

const thing = fc.constantFrom(...THINGS)
const route = fc.constantFrom(...UNIT_ROUTES)
const reads = fc.constantFrom(...UNIT_ROUTES.filter(({ method }) => method === 'GET'))

/** Every route × somebody who asks × where the other unit is named, or not at all: one's own reads give nothing of it either. */
export const attempts: fc.Arbitrary<Attempt> = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: fc.constant<Who>('head') },
      { weight: 2, arbitrary: fc.constantFrom(...WHO) },
    ),
    fc.oneof(
      { weight: 3, arbitrary: route.map((of) => shapeOf(of, '{unit}', theirs)) },
      { weight: 2, arbitrary: route.map((of) => shapeOf(of, '{unit}', owns)) },
      { weight: 3, arbitrary: naming().map((of) => shapeOf(of, '[unit]', theirs)) },
      { weight: 2, arbitrary: fc.tuple(route, oddly()).map(([of, unit]) => shapeOf(of, unit, theirs)) },
      { weight: 3, arbitrary: asked() },
      { weight: 2, arbitrary: reads.map((of) => shapeOf(of, '[unit]', owns)) },
      { weight: 3, arbitrary: planted() },
      { weight: 1, arbitrary: elsewhere() },
    ),
  )
  .map(([who, shape]) => ({ who, ...shape }))

function shapeOf({ method, path, body }: Route, unit: string, of: (text: string) => string): Shape {
  const text = body && of(JSON.stringify(body))
  return { method, path: `/api/v1/units/${unit}${of(path)}`, ...(text !== undefined && { body: text }) }
}

function theirs(text: string): string {
  return text.replace(/:(account|counter|officer|device|token)/g, '{$1}')
}

function owns(text: string): string {
  return text.replace(/:(account|counter|officer|device|token)/g, '[$1]')
}

/** Routes on which things are named. */
function naming(): fc.Arbitrary<Route> {
  const those = UNIT_ROUTES.filter((one) => theirs(JSON.stringify(one)) !== JSON.stringify(one))
  return fc.constantFrom(...those)
}

/** Addresses that somebody reads otherwise than somebody else. */
function oddly(): fc.Arbitrary<string> {
  return fc.constantFrom(
    '[unit]/../{unit}',
    '[unit]%2F..%2F{unit}',
    '[unit]/%2e%2e/{unit}',
    '{unit}/../[unit]/../{unit}',
    '{unit}%00',
    '%20{unit}',
    '{unit};[unit]',
    '[unit],{unit}',
    '[unit]%27%20or%20unit=%27{unit}',
    '{unit}%3F[unit]',
  )
}

/** Their things in the query of one's own address, under a name that fits or one that does not. */
function asked(): fc.Arbitrary<Shape> {
  const fitting: [string, Thing, string][] = [
    ['cursor', 'cursor', '/ratings'],
    ['by', 'account', '/deeds'],
    ['by', 'token', '/deeds'],
  ]
  return fc.oneof(
    fc.constantFrom(...fitting).map(([name, of, path]) => askedBy(path, name, of)),
    fc.tuple(reads, fc.constantFrom(...NAMES), thing).map(([{ path }, name, of]) => askedBy(path, name, of)),
  )
}

function askedBy(path: string, name: string, of: Thing): Shape {
  const query = path.includes('?') ? `${path}&` : `${path}?`
  return { method: 'GET', path: `/api/v1/units/[unit]${query}${name}={${of}}` }
}

/** Their things as a field of what is sent to one's own address. */
function planted(): fc.Arbitrary<Shape> {
  const takes = UNIT_ROUTES.filter(({ body }) => body !== undefined)
  return fc.tuple(fc.constantFrom(...takes), fc.constantFrom(...FIELDS), thing).map(([of, field, what]) => {
    const more = { [field]: `{${what}}` }
    const body =
      of.body && 'officers' in of.body && Array.isArray(of.body.officers)
        ? { officers: of.body.officers.map((one: object) => ({ ...one, ...more })) }
        : { ...of.body, ...more }
    return shapeOf({ ...of, body }, '[unit]', owns)
  })
}

/** Where no unit is named; but nobody signs out, who tries on. */
function elsewhere(): fc.Arbitrary<Shape> {
  const others = OTHER_ROUTES.filter(({ method, path }) => `${method} ${path}` !== 'DELETE /api/v1/session')
  return fc.tuple(fc.constantFrom(...others), fc.constantFrom(...FIELDS), thing).map(([of, field, what]) => ({
    method: of.method,
    path: of.path.replace(/0{64}/, '{session}') + (of.method === 'GET' ? `?${field}={${what}}` : ''),
    ...(of.body && { body: JSON.stringify({ ...of.body, [field]: `{${what}}` }) }),
  }))
}
