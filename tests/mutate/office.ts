import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#src/server/db/open.ts'
import { noteRefilled } from '#src/server/emptied.ts'
import { retireDevice } from '#src/server/pairing.ts'
import { replaceDevice } from '#src/server/replacing.ts'
import { transact } from '#src/server/transact.ts'
import { changeUnit } from '#src/server/units-change.ts'
import type { TestDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import { makeTablet, type Tablet } from '#tests/support/tablet.ts'

/** Made for tests, and used for nothing else. */
const KEY_FILE = new URL('../landed/1/server-key.jwk', import.meta.url)

export const OTHER_UNIT = 'dvhcc3'

export type MutateOffice = Office & {
  tablets: Record<'first' | 'second' | 'third' | 'lost' | 'far' | 'twin', Tablet>
}

/**
 * A small office with one of everything that a database can hold: five tablets in two units, comments and reasons, several
 * batches, a hole, a branch, a retired tablet with held ratings, one that was replaced and of which a file then brought more,
 * closings, releases, and what came after the last closing.
 */
export async function openOffice(open: () => Promise<TestDatabase>): Promise<MutateOffice> {
  const database = await open()
  writeFileSync(join(database.folder, 'server-key.jwk'), readFileSync(KEY_FILE), { mode: 0o600 })
  const office = await makeOffice(async () => database)
  await addUnit(office)
  const tablets = {
    first: await tabletOf(office, 2, { unit: UNIT, counter: 'quay22' }),
    second: await tabletOf(office, 3, { unit: UNIT, counter: 'quay22' }),
    third: await tabletOf(office, 4, { unit: UNIT, counter: 'quay33' }),
    lost: await tabletOf(office, 6, { unit: UNIT, counter: 'quay33' }),
    far: await tabletOf(office, 5, { unit: OTHER_UNIT, counter: 'quay44' }),
  }
  await firstDay(office, tablets)
  const twin = await secondDay(office, tablets)
  await thirdDay(office, tablets)
  return { ...office, tablets: { ...tablets, twin } }
}

/** Outside of a test: on a disk in memory, where there is one. */
export async function openAlone(
  room: string = tmpdir(),
): Promise<{ office: MutateOffice; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(room, 'hai-long-mutate-'))
  const url = join(folder, 'hailong.sqlite')
  const opened = await openDatabase(url)
  const office = await openOffice(async () => ({ ...opened, url, folder }))
  const end = async () => {
    await opened.db.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
  return { office, end }
}

/** With keys that are the same each time, so that a seed tells the same mutation. */
function tabletOf(
  { deps }: Office,
  digit: number,
  place: { unit: string; counter: string },
): Promise<Tablet> {
  return makeTablet(deps, { id: `tabet${`${digit}`.repeat(3)}`, keys: pairOf(digit), ...place })
}

function pairOf(digit: number): Tablet['keys'] {
  const secret = Buffer.alloc(32, digit)
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const part = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const [x, y] = [part(point.subarray(1, 33)), part(point.subarray(33))]
  const privateKey = createPrivateKey({
    key: { kty: 'EC', crv: 'P-256', x, y, d: part(secret) },
    format: 'jwk',
  })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

type Tablets = Omit<MutateOffice['tablets'], 'twin'>

async function firstDay(office: Office, { first, second, third, lost, far }: Tablets): Promise<void> {
  for (let i = 0; i < 6; i += 1) first.rate({ score: i % 2 ? 5 : 4 })
  first.rate({ score: 1, reasons: '1-------', text: 'Chờ lâu' })
  for (let i = 0; i < 3; i += 1) second.rate({ score: 3, officer: null })
  for (let i = 0; i < 2; i += 1) third.rate({ score: 4 })
  for (let i = 0; i < 2; i += 1) lost.rate({ score: 5 })
  far.rate({ score: 5 })
  await first.send({ to: 6 })
  await second.send()
  await third.send()
  await lost.send()
  await far.send()
  await office.closeAt('2026-11-23', 13)
  await first.send({ from: 7 })
  second.rate({ score: 2, reasons: '--1-----' })
  await second.send({ from: 7 })
  await office.closeAt('2026-11-23', 19)
}

/** A tablet that no longer holds what it sent, one that was copied, one that was retired and one that was replaced; answers the copy. */
async function secondDay(office: Office, { first, second, third, lost, far }: Tablets): Promise<Tablet> {
  const { keys } = office.deps
  await office.closeAt('2026-11-24', 9)
  for (let i = 0; i < 5; i += 1) first.rate({ score: 5 })
  const last = first.links[12]
  const receipt = { log: first.log, n: 13, hash: last?.hash, epoch: 'x', config: 1, at: 1 }
  const signed = keys.sign.sign('receipt', JSON.stringify(receipt))
  await first.send({ from: 14, after: Buffer.from(JSON.stringify(signed)).toString('base64url') })
  const copy = second.copy()
  second.rate({ score: 4 })
  copy.rate({ score: 1 })
  copy.rate({ score: 2, text: 'Rất tốt' })
  await second.send({ from: 8 })
  await copy.send({ from: 8 })
  far.rate({ score: 2, text: 'Không rõ giấy tờ' })
  await far.send({ from: 5 })
  await office.closeAt('2026-11-24', 13)
  const act = { deps: office.deps, unit: UNIT, by: null }
  await transact(office.deps, async (trx) => {
    await retireDevice({ ...act, trx }, third.id)
    await replaceDevice({ ...act, trx }, lost.id, first.id)
  })
  third.rate({ score: 5 })
  await third.send({ from: 6 })
  for (let i = 0; i < 2; i += 1) lost.rate({ score: 3 })
  await lost.send({ from: lost.links.length - 1 })
  await transact(office.deps, (trx) => noteRefilled({ ...act, trx }, lost.log, lost.links.length))
  await deed(office)
  await office.closeAt('2026-11-24', 19)
  return copy
}

/** After the last closing. */
async function thirdDay(office: Office, { first, second, far }: Tablets): Promise<void> {
  await office.closeAt('2026-11-25', 9)
  for (let i = 0; i < 3; i += 1) first.rate({ score: 4 })
  await first.send({ from: first.links.length - 2 })
  second.rate({ score: 5 })
  await second.send({ from: second.links.length })
  far.rate({ score: 3 })
  await far.send({ from: far.links.length })
  await deed(office)
}

function deed({ deps }: Office): Promise<unknown> {
  return transact(deps, (trx) => changeUnit({ deps, trx, unit: UNIT, by: null }, { place: 'Nơi khác' }))
}

async function addUnit({ db }: Office): Promise<void> {
  const unit = await db.selectFrom('unit').selectAll().executeTakeFirstOrThrow()
  await db
    .insertInto('unit')
    .values({ ...unit, id: OTHER_UNIT })
    .execute()
  await db
    .insertInto('counter')
    .values({
      id: 'quay44',
      unit: OTHER_UNIT,
      label: '1',
      name: '',
      officer: null,
      closed_since: null,
      hall: 0,
    })
    .execute()
}
