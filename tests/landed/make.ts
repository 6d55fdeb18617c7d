import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { versionOf } from '#src/server/db/migrate.ts'
import { imageText, takeImage } from './image.ts'
import { textOf } from './sql.ts'
import { offerCode, pairStand } from './stand.ts'
import { afterRestore, leaveUnsent, liveFortnight, ordinaryDay, START } from './story.ts'
import { HEAD, openWorld, PASSWORD, signIn, type World } from './world.ts'

/** `node tests/landed/make.ts <folder>`: what a version leaves behind, as text. See README.md. */
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Say into which folder: node tests/landed/make.ts tests/landed/2')
await mkdir(folder, { recursive: true })
keysCanBeRead()

const world = await openWorld(START)
const [here = '', there = ''] = world.counters
const story = {
  first: await pairStand(world, here),
  second: await pairStand(world, there),
  third: await pairStand(world, there),
}
await liveFortnight(world, story)
await leaveUnsent(world, story)
// A wrong password before the right one: what a server remembers of both.
const [wrong] = await Promise.allSettled([signIn(world, 'sai mật khẩu rồi')])
if (wrong.status === 'fulfilled') throw new Error('any password will do')
await signIn(world)
const code = await offerCode(world, here)

const faults = (await looks(world)).flatMap(
  ({ answer }) => JSON.stringify(answer).match(/"kind":"\w+"/g) ?? [],
)
for (const kind of ['hole', 'branch', 'held'])
  if (!faults.includes(`"kind":"${kind}"`)) throw new Error(`The story brought no ${kind}.`)

const saved = join(world.folder, 'saved')
await world.save(saved)
const { schema, rows } = textOf(saved)
await write('schema.sql', schema)
await write('rows.sql', rows)
await copyFile(join(world.folder, 'server-key.jwk'), join(folder, 'server-key.jwk'))
await write('tablet.jsonl', await imageText(await takeImage(story.first.device)))
await write('looks.jsonl', linesOf(await looks(world)))
await write(
  'facts.jsonl',
  linesOf([
    {
      migration: await versionOf(world.deps.db),
      epoch: world.deps.epoch,
      at: world.clock.now(),
      ...{
        unit: world.unit,
        counters: world.counters,
        user: HEAD,
        password: PASSWORD,
        cookie: world.cookie,
        code,
      },
      device: story.first.id,
      thanked: [story.first, story.second].map(({ id, thanked }) => ({ device: id, codes: thanked })),
    },
  ]),
)

world.exchanges = []
await ordinaryDay(world, story, code)
const ordinary = world.exchanges
world.exchanges = []
await afterRestore(world, story, saved)
const scenes = { ordinary, restored: world.exchanges }
await write(
  'requests.jsonl',
  linesOf(Object.entries(scenes).flatMap(([scene, all]) => all.map((exchange) => ({ scene, ...exchange })))),
)
await world.end()
process.exit(0)

/** What the head sees at that moment. */
async function looks({ ask }: World): Promise<{ path: string; answer: unknown }[]> {
  const periods = ['day', 'month'].map((period) => `/summary?period=${period}`)
  const paths = ['', ...periods, '/ratings?limit=30', '/feedback']
  return Promise.all(paths.map(async (path) => ({ path, answer: await ask('GET', path) })))
}

function linesOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder ?? '', name), text)
}

/** A tablet's keys can be read by nobody; here alone they can, since they must go into a file. */
function keysCanBeRead(): void {
  const { subtle } = crypto
  const generate = subtle.generateKey.bind(subtle)
  const readable = (...[algorithm, , usages]: Parameters<typeof generate>) =>
    generate(algorithm, true, usages)
  Object.defineProperty(subtle, 'generateKey', { value: readable })
}
