import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { START } from '../tests/support/server.ts'
import type { Tablet } from '../tests/support/tablet.ts'
import type { Measure } from './measure.ts'
import { fill, newTablets, type Office, openFilled, rateSome } from './office.ts'
import { ROOT, startNode } from './process.ts'
import { postTo } from './send.ts'

const LANES = 8
const A_BATCH = 20

/** How fast a server takes in ratings while `npm run backup` goes on beside it, against the same server while it stands still. */
export const backup: Measure = {
  name: 'backup',
  title: 'Taking in ratings while a backup is made',
  how: `A server on a database that was filled through the ingest, half day by half day, closed and released. Eight tablets send as fast as they
are answered, twenty ratings a batch, while one \`npm run backup\` after another goes on, or stands still. Only where it is asked for, since it
takes long: \`--only backup --backup-ratings 1000000 --rounds 20\`.`,
  aside: true,
  open: async (course) => {
    const ratings = course.backupRatings ?? course.size(100_000, 2_000)
    const office = await openFilled(course, ratings)
    course.atEnd(() => office.deps.db.destroy())
    await fill(office, ratings, (done) => done % 50_000 === 0 && course.say(`${done} ratings`))
    const tablets = await newTablets(office, LANES)
    await startNode(course, { args: START, env: office.env, until: '/kiosk/' })
    const backups = keepBackingUp(office)
    course.atEnd(async () => course.say(`${await backups.end()} backups of ${ratings} ratings`))
    const during = async (signal: 'SIGCONT' | 'SIGSTOP') => {
      backups.go(signal)
      return { taken: await pace(office, tablets, course.size(5_000, 1_000)) }
    }
    return {
      sides: [
        { name: 'beside a backup', once: () => during('SIGCONT') },
        { name: 'alone', once: () => during('SIGSTOP') },
      ],
      figures: [{ name: 'taken', unit: 'ratings/s', digits: 0 }],
      goals: [{ figure: 'taken', of: 'beside a backup', to: 'alone', atLeast: 0.7 }],
    }
  },
}

/** Ratings a second that the server answers for, over that span. */
async function pace(office: Office, tablets: readonly Tablet[], span: number): Promise<number> {
  const began = performance.now()
  const sent = await Promise.all(tablets.map((tablet) => sendUntil(office, tablet, began + span)))
  const took = (performance.now() - began) / 1000
  return sent.reduce((sum, one) => sum + one, 0) / took
}

async function sendUntil(office: Office, tablet: Tablet, until: number): Promise<number> {
  let sent = 0
  while (performance.now() < until) {
    const from = tablet.links.length + 1
    rateSome(office, tablet, A_BATCH)
    await postTo(office.config.port, tablet.post({ from }))
    sent += A_BATCH
  }
  return sent
}

/** One `npm run backup` after another, each of which may be made to stand still. `end` answers how many were made. */
function keepBackingUp({ env }: Office) {
  let made = 0
  let isOver = false
  const begin = (): ChildProcess => {
    const child = spawn(process.execPath, ['src/server/cli/backup.ts', '--json'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said = String(part)
    })
    child.once('close', (code) => {
      if (isOver) return
      if (code !== 0) throw new Error(`The backup ended with ${code}: ${said}`)
      made += 1
      running = begin()
    })
    return child
  }
  let running = begin()
  return {
    go: (signal: 'SIGSTOP' | 'SIGCONT') => running.kill(signal),
    end: async () => {
      isOver = true
      const gone = once(running, 'close')
      running.kill('SIGKILL')
      await gone
      return made
    },
  }
}
