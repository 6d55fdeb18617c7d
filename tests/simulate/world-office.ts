import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '#src/server/app.ts'
import { dump } from '#src/server/backup/dump.ts'
import { restore } from '#src/server/backup/restore.ts'
import { addCounter } from '#src/server/counters.ts'
import { openDatabase, openEmpty } from '#src/server/db/open.ts'
import type { Deps } from '#src/server/deps.ts'
import { loadKeys } from '#src/server/keys.ts'
import { addOfficer } from '#src/server/officers.ts'
import { setPin } from '#src/server/pins/link.ts'
import { offerPin } from '#src/server/pins/offer.ts'
import { Refusal } from '#src/server/problems.ts'
import { prepareSetup, setUpUnit } from '#src/server/setup.ts'
import { makeRandom, type Random } from './random.ts'
import { START } from './world-clock.ts'
import { seededPair } from './world-crypto.ts'

/** An office that was set up: made once a process, copied for each seed. */
export type Ground = {
  folder: string
  unit: string
  counters: readonly string[]
  /** Who may go on duty by a PIN at a counter that has no officer by the head's word. */
  officers: readonly Officer[]
}

export type Officer = { id: string; pin: string }

/** The server of one world, with a database in a file of its own. */
export type Office = {
  deps: Deps
  unit: string
  counters: readonly string[]
  officers: readonly Officer[]
  /** The server as a network reaches it. Whoever was waiting when it died hears nothing. */
  answer: (request: Request) => Promise<Response>
  /** The process dies where it stands, and another opens what is on the disk. */
  restart: () => Promise<void>
  /** The operator takes a backup. */
  backup: () => Promise<void>
  /** The disk broke: the server goes on with what the backup holds. False where there is none. */
  restore: () => Promise<boolean>
  /** Sets the server's clock by so many ms. */
  jump: (ms: number) => void
  close: () => Promise<void>
  /** Closes, and leaves the database as the one from which the next offices begin. */
  leaveAsGround: () => Promise<void>
}

const PUBLIC_URL = 'https://hailong.test'
const PINS = ['271828', '314159']

/** Makes it in that folder, without a tablet. The databases of its worlds will be there too. */
export async function setUpOffice(folder: string): Promise<Ground> {
  const random = makeRandom('ground')
  const shuffle = { kty: 'oct', use: 'shuffle', k: Buffer.from(random.bytes(32)).toString('base64url') }
  const keys = [{ use: 'sig', ...seededPair(random) }, { use: 'enc', ...seededPair(random) }, shuffle]
  writeFileSync(join(folder, 'server-key.jwk'), JSON.stringify({ keys }), { mode: 0o600 })
  const opened = await openDatabase(join(folder, 'ground.sqlite'))
  const deps = depsOf(folder, opened, { now: () => START, random })
  const prepared = await prepareSetup(deps, {
    unit: { name: 'Trung tâm Phục vụ hành chính công', place: 'Xã Hương Sơn' },
    head: { name: 'Bùi Thanh Hương', user: 'huong', password: 'mot mat khau dai' },
    counter: { label: 'Quầy 01', name: 'Hộ tịch' },
    officer: { name: 'Nguyễn Thị Lan', title: 'Công chức' },
    staffPin: '135790',
  })
  const made = await deps.db.transaction().execute(async (trx) => {
    const unit = known(await setUpUnit(trx, deps, prepared))
    const act = { trx, deps, unit: unit.unit, by: unit.head }
    const officer = known(await addOfficer(act, { name: 'Trần Văn Minh', title: 'Công chức' }))
    const second = known(await addCounter(act, { label: 'Quầy 02', name: 'Đất đai', officer: officer.id }))
    const third = known(await addCounter(act, { label: 'Quầy 03', name: 'Chứng thực', officer: null }))
    const other = known(await addOfficer(act, { name: 'Lê Thu Hà', title: 'Công chức' }))
    const links = []
    for (const { id } of [officer, other]) links.push({ id, ...known(await offerPin(act, id)) })
    return { unit: unit.unit, counters: [unit.counter, second.id, third.id], links }
  })
  const officers = []
  for (const [i, { id, address }] of made.links.entries()) {
    const pin = PINS[i]!
    known(await setPin(deps, { token: address.split('#token=')[1]!, pin }, 'a telephone'))
    officers.push({ id, pin })
  }
  await deps.db.destroy()
  const { unit, counters } = made
  return { folder, unit, counters, officers }
}

export async function openOffice(ground: Ground, now: () => number, random: Random): Promise<Office> {
  const { folder, unit, counters, officers } = ground
  const opened: Deps[] = []
  let skew = 0
  let life = 0
  let backup: readonly string[] | undefined
  let app: ReturnType<typeof createApp>
  const file = (of: number) => join(folder, `life-${of}.sqlite`)
  const begin = async (lay: (to: string) => unknown): Promise<Deps> => {
    removeDatabase(file(life + 1))
    await lay(file(life + 1))
    life += 1
    const deps = depsOf(folder, await openDatabase(file(life)), { now: () => now() + skew, random })
    opened.push(deps)
    app = createApp(deps)
    return deps
  }
  const office: Office = {
    deps: await begin((to) => copyDatabase(join(folder, 'ground.sqlite'), to)),
    unit,
    counters,
    officers,
    answer: async (request) => {
      const mine = life
      const response = await app.fetch(request)
      if (mine !== life) throw new TypeError('the server died')
      return response
    },
    restart: async () => {
      const from = file(life)
      office.deps = await begin((to) => copyDatabase(from, to))
    },
    backup: async () => {
      const pieces: string[] = []
      const head = { at: now() + skew, epoch: office.deps.epoch, keys: null }
      await dump(office.deps, head, async (piece) => void pieces.push(piece))
      backup = pieces
    },
    restore: async () => {
      const pieces = backup
      if (!pieces) return false
      office.deps = await begin((to) => fill(to, pieces))
      return true
    },
    jump: (ms) => {
      skew += ms
    },
    close: async () => {
      for (const { db } of opened) await db.destroy()
    },
    leaveAsGround: async () => {
      await office.close()
      copyDatabase(file(life), join(folder, 'ground.sqlite'))
    },
  }
  return office
}

/** What `npm run restore` does with the lines of a backup. */
async function fill(path: string, pieces: readonly string[]): Promise<void> {
  const empty = openEmpty(path)
  const ignore = () => undefined
  await restore(empty, piecewise(pieces), { onHead: ignore, beforeCommit: ignore })
  await empty.db.destroy()
}

async function* piecewise(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces
}

function removeDatabase(path: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(path + part, { force: true })
}

/** As a disk has it at this moment, also in the middle of a transaction. */
function copyDatabase(from: string, to: string): void {
  for (const part of ['', '-wal']) if (existsSync(from + part)) copyFileSync(from + part, to + part)
}

function depsOf(
  folder: string,
  opened: Awaited<ReturnType<typeof openDatabase>>,
  { now, random }: { now: () => number; random: Random },
): Deps {
  const keys = loadKeys(join(folder, 'server-key.jwk'))
  return { ...opened, keys, now, random: random.bytes, publicUrl: PUBLIC_URL, log: () => undefined }
}

export function known<T>(answer: T | Refusal): T {
  if (answer instanceof Refusal) throw new Error(`refused: ${answer.code}`)
  return answer
}
