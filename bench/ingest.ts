import { cpSync } from 'node:fs'
import type { LogPost } from '../src/server/ingest.ts'
import { freePort, START } from '../tests/support/server.ts'
import type { Tablet } from '../tests/support/tablet.ts'
import { cpuOf } from './cpu.ts'
import type { Course, Measure } from './measure.ts'
import { newFolder, newTablets, type Office, openOffice, rateSome } from './office.ts'
import { startNode } from './process.ts'
import { postTo } from './send.ts'

const TABLETS = 10
const A_BATCH = 500

const OURS = 'Hài Lòng'
const WITHOUT = 'the same without tallies'
const TWIN = 'a route that parses and inserts'
const JSON_TWIN = 'the same route by JSON.parse alone'

/** The server as `npm start` runs it, beside a route that only parses and inserts, and beside itself with the tallies taken out. */
export const ingest: Measure = {
  name: 'ingest',
  title: 'Taking in ratings over HTTP',
  how: `Ten tablets at once, each sending signed gzip batches of 500 ratings, a citizen a minute, the next when the last is answered; all sides get the same bytes.
**${OURS}**: the program as \`npm start\` runs it: signature, chain, form, receive marks, tallies, batch proof, receipt; SQLite, \`synchronous=FULL\`.
**${TWIN}** (bench/ingest-twin.ts): the same Hono, node-server and better-sqlite3 with the same pragmas; it inflates, parses each line by the same
schemas and stores it under (log, n), one transaction a batch; once more with no look at what was parsed. **${WITHOUT}**: the same program, in which a loader hook (bench/without-tallies.ts) has put nothing in
place of src/server/fold.ts; what tallies cost is the ratio of processor time between the two. Sender and server share the machine.`,
  packages: ['hono', 'better-sqlite3'],
  open: async (course) => {
    const office = await openOffice(course)
    const tablets = await newTablets(office, TABLETS)
    await office.deps.db.destroy()
    const servers = await startAll(course, office)
    const batches = course.size(6, 1)
    let posts: LogPost[][] = []
    let taken = 0
    const sides = servers.map(({ name, port, pid }) => ({
      name,
      once: async () => {
        // Whoever comes first in a round makes what all its sides are sent.
        if (taken++ % servers.length === 0) posts = tablets.map((tablet) => newPosts(office, tablet, batches))
        const [cpu, began] = [cpuOf(pid), performance.now()]
        await Promise.all(posts.map((own) => sendAll(port, own)))
        const took = (performance.now() - began) / 1000
        const ratings = TABLETS * batches * A_BATCH
        return { taken: ratings / took, processor: ((cpuOf(pid) - cpu) * 1000) / ratings }
      },
    }))
    return {
      sides,
      rounds: 9,
      figures: [
        { name: 'taken', unit: 'ratings/s', digits: 0 },
        { name: 'processor', unit: 'µs/rating', digits: 1 },
      ],
      goals: [
        { figure: 'taken', of: OURS, to: TWIN, atLeast: 0.5 },
        { figure: 'taken', of: OURS, to: JSON_TWIN },
        { figure: 'taken', of: OURS, atLeast: 30_000 },
        { figure: 'processor', of: OURS, to: WITHOUT, atMost: 1.2 },
        { figure: 'taken', of: OURS, to: WITHOUT },
      ],
    }
  },
}

type Running = { name: string; port: number; pid: number }

/** All on databases that begin as copies of one, so that all know the same tablets. */
async function startAll(course: Course, { env, config }: Office): Promise<Running[]> {
  const copy = newFolder(course)
  cpSync(env.DATA_DIR, copy, { recursive: true })
  const hook = `--import ${new URL('without-tallies.ts', import.meta.url).href}`
  const [port, twinPort, jsonPort] = [await freePort(), await freePort(), await freePort()]
  const plugged = { ...env, DATA_DIR: copy, PORT: String(port), NODE_OPTIONS: hook }
  const twin = { ...env, DATA_DIR: newFolder(course), PORT: String(twinPort), PARSE: 'schema' }
  const jsonTwin = { ...env, DATA_DIR: newFolder(course), PORT: String(jsonPort) }
  const twinArgs = [...START.slice(0, -1), new URL('ingest-twin.ts', import.meta.url).pathname]
  const start = async (name: string, at: number, args: readonly string[], given: NodeJS.ProcessEnv) => {
    const { pid } = await startNode(course, { args, env: given, until: 'http' })
    return { name, port: at, pid }
  }
  return [
    await start(OURS, config.port, START, env),
    await start(WITHOUT, port, START, plugged),
    await start(TWIN, twinPort, twinArgs, twin),
    await start(JSON_TWIN, jsonPort, twinArgs, jsonTwin),
  ]
}

function newPosts(office: Office, tablet: Tablet, batches: number): LogPost[] {
  return Array.from({ length: batches }, () => {
    const from = tablet.links.length + 1
    rateSome(office, tablet, A_BATCH)
    return tablet.post({ from })
  })
}

async function sendAll(port: number, posts: readonly LogPost[]): Promise<void> {
  for (const post of posts) await postTo(port, post)
}
