import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { isDay } from '#src/domain/calendar.ts'
import type { Config } from '../config.ts'
import type { Database } from '../deps.ts'

/** What stands beside the demo's database: how to sign in, and the simulated tablets' keys. */
const Demo = z.object({
  v: z.literal(1),
  /** The last day that was lived, and how many there were. */
  end: z.string().refine(isDay),
  days: z.int(),
  password: z.string(),
  staffPin: z.string(),
  unit: z.string(),
  counters: z.array(z.string()),
  tablets: z.array(z.object({ log: z.string(), config: z.int(), key: z.record(z.string(), z.unknown()) })),
})
export type Demo = z.infer<typeof Demo>

/** The row of `meta` by which a database is known as a demo; its value is the last day that was lived. */
export const MARK = 'demo'

/** The last day that was lived in that database; undefined where it is no demo's. */
export async function demoEnd(db: Database): Promise<string | undefined> {
  const mark = await db.selectFrom('meta').select('value').where('key', '=', MARK).executeTakeFirst()
  return mark?.value
}

type Place = Pick<Config, 'dataDir' | 'databaseUrl' | 'keyFile'>

/** Where the database lies until all is in it. */
export function partOf({ databaseUrl }: Pick<Place, 'databaseUrl'>): string {
  return `${databaseUrl}.part`
}

/** What the folder holds: nothing, what a killed start left, a demo, or something else, which is left alone. */
export function lookInto(place: Place): Demo | 'nothing' | 'unfinished' | 'other' {
  const names = existsSync(place.dataDir) ? readdirSync(place.dataDir) : []
  if (names.length === 0) return 'nothing'
  const unfinished = existsSync(partOf(place)) && !existsSync(place.databaseUrl)
  if (unfinished) return names.every((name) => ownNames(place).includes(name)) ? 'unfinished' : 'other'
  if (!existsSync(fileOf(place)) || !existsSync(place.databaseUrl)) return 'other'
  return Demo.safeParse(jsonIn(fileOf(place))).data ?? 'other'
}

/** Readable by its owner alone, since it holds a password. */
export function writeDemo(place: Place, demo: Demo): void {
  writeFileSync(fileOf(place), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
}

/** Removes what an unfinished demo wrote, by name, its database last; and the folder where nothing else is in it. */
export function removeUnfinished(place: Place): void {
  for (const name of ownNames(place)) rmSync(join(place.dataDir, name), { force: true })
  if (readdirSync(place.dataDir).length === 0) rmdirSync(place.dataDir)
}

function ownNames(place: Place): string[] {
  const part = basename(partOf(place))
  return [basename(place.keyFile), basename(fileOf(place)), `${part}-wal`, `${part}-shm`, part]
}

function fileOf({ dataDir }: Place): string {
  return join(dataDir, 'demo.json')
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
