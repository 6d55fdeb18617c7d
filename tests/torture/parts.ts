import type { Dialect } from '#src/server/deps.ts'
import { killBrowsers } from './browsers.ts'
import { fillDisks } from './disks.ts'
import { faultConnections } from './faults.ts'
import { killServers } from './kills.ts'
import { killMigrations } from './migrations.ts'
import { fillProfiles } from './profiles.ts'
import { restoreServers } from './restores.ts'
import { harmStorages } from './storages.ts'
import { lineOf, type Orders, type Tally } from './tally.ts'

/** Each part of the torture by the option that says how often. */
export const PARTS = {
  kills: killServers,
  'browser-kills': killBrowsers,
  faults: faultConnections,
  restores: restoreServers,
  storages: harmStorages,
  disks: fillDisks,
  profiles: fillProfiles,
  migrations: killMigrations,
} satisfies Record<string, (orders: Orders) => Promise<Tally>>

export type Part = keyof typeof PARTS

export type Asked = { part: Part; count: number; until: number; dialect: Dialect }

declare module 'vitest' {
  interface ProvidedContext {
    /** What `npm run torture` asks of a process. */
    torture: Asked
  }
}

/** Does one part; time that ran out before the count was reached is a failure too. */
export async function runPart({ part, ...orders }: Asked): Promise<{ line: string; failures: string[] }> {
  const began = Date.now()
  const say = (progress: string) => console.log(`${part}: ${progress}`)
  const tally = await PARTS[part]({ ...orders, say })
  if (tally.done < orders.count && tally.failures.length === 0)
    tally.failures.push(`${tally.done} of ${orders.count}: time ran out`)
  return { line: lineOf(part, orders, tally, (Date.now() - began) / 1000), failures: tally.failures }
}
