import type { Stored } from '#src/device/stored.ts'
import type { Closing, Draft, Tablet } from '#src/device/types.ts'
import type { Score } from '#src/domain/conduct.ts'
import {
  type Clock,
  type Device,
  type DeviceOptions,
  makeClock,
  makeDevice,
  type TestClock,
  whenOpened,
} from './device.ts'
import { makeNetwork, type Network } from './device-network.ts'

export type Paired = { clock: TestClock; network: Network; device: Device; tablet: Tablet }

/** A tablet that has paired and met the server once. */
export async function pairedTablet(options: DeviceOptions = {}): Promise<Paired> {
  const clock = makeClock()
  const network = await makeNetwork(clock.now)
  const device = makeDevice(network.fetch, clock, options)
  const tablet = await whenOpened(device.open())
  const pairing = await tablet.pair('ABCD-EFGH')
  if (!pairing.ok) throw new Error(`not paired: ${pairing.why}`)
  await tablet.syncNow()
  return { clock, network, device, tablet }
}

/** The page dies and is opened again. */
export async function restart({ device }: Pick<Paired, 'device'>): Promise<Tablet> {
  device.kill()
  return whenOpened(device.open())
}

export function draftOf(clock: Pick<Clock, 'now'>, more: Partial<Draft> & { score?: Score } = {}): Draft {
  const { score = 5, ...rest } = more
  return {
    kind: 'rating',
    answers: { score, standards: {}, all: false, reasons: [], rechosen: [] },
    counter: 'c2n3m4',
    officer: 'f2n3m4',
    shownToTap: 900,
    tappedAt: clock.now(),
    ...rest,
  }
}

/** Face, then close: what a citizen does with one tap. */
export async function rate(
  { tablet, clock }: Pick<Paired, 'tablet' | 'clock'>,
  more: Partial<Draft> & { score?: Score } = {},
  comment?: string,
): Promise<Closing> {
  const draft = draftOf(clock, more)
  const kept = await tablet.keepDraft(draft)
  if (!kept.ok) return kept
  return tablet.close(draft, 'done', comment, 2_000)
}

type StoreName = 'entries' | 'sealed' | 'receipts' | 'logs' | 'draft' | 'meta'

/** All that stands in a store, past all of the tablet's own code. */
export function readStore<K extends StoreName>(device: Device, store: K): Promise<Stored[K]['value'][]> {
  return onDisk<Stored[K]['value'][]>(device, store, (objects) => objects.getAll())
}

/** Does something to a store behind the tablet's back. */
export function onDisk<T>(
  device: Device,
  store: string,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = device.factory.open('hailong')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const tx = opening.result.transaction(store, 'readwrite')
      const request = act(tx.objectStore(store))
      tx.oncomplete = () => {
        opening.result.close()
        resolve(request.result)
      }
      tx.onabort = () => reject(tx.error)
    }
  })
}

/** The bodies of one kind in the tablet's log, in order. */
export async function entriesOf(
  device: Device,
  kind: string,
): Promise<{ n: number; log: string; at: number; body: Record<string, unknown> }[]> {
  const entries = await readStore(device, 'entries')
  return entries.flatMap(({ n, log, line }) => {
    const entry = JSON.parse(line) as { kind: string; at: number; body: Record<string, unknown> }
    return entry.kind === kind ? [{ n, log, at: entry.at, body: entry.body }] : []
  })
}

/** How many ratings stand in the log. */
export async function ratings(device: Device): Promise<number> {
  return (await entriesOf(device, 'rating')).length
}
