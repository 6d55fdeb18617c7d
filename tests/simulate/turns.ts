import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'

/**
 * One queue for everything in the simulated world that does not happen at once: each turn of IndexedDB, each job of WebCrypto
 * and zlib. They run one after the other in the order in which they were asked for, however long a thread of the machine
 * takes; so a seed tells one story, and a story can be stopped at any turn.
 */
type Turn = () => unknown

const queue: Turn[] = []
const afterMicrotasks = globalThis.setImmediate

/** Streams of Node's own (Blob, Response) go on by turns of the event loop that are not in the queue: never more than these. */
const STREAM_TURNS = 4

/** Only for a process that does nothing but simulate, and before anything of src is loaded. */
export function takeOverTurns(): void {
  // fake-indexeddb asks here for each of its turns
  const later = (then: (...args: unknown[]) => unknown, ...args: unknown[]) => queue.push(() => then(...args))
  globalThis.setImmediate = later as unknown as typeof setImmediate
  globalThis.CompressionStream = Gzip as unknown as typeof CompressionStream
  zlib.gunzip = gunzipInTurn as typeof zlib.gunzip
  syncBuiltinESMExports()
}

/** A world that does not come to rest in so many turns never will. */
const MOST_TURNS = 10_000

/** Lets the world go on until nothing is under way, or for so many turns; answers how many it took. */
export async function runTurns(most = Number.POSITIVE_INFINITY): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    await microtasks()
    if (taken >= most) return taken
    for (let idle = 1; queue.length === 0 && idle < STREAM_TURNS; idle += 1) await microtasks()
    const turn = queue.shift()
    if (taken > MOST_TURNS) throw new Error('the world does not come to rest')
    if (!turn) return taken
    await turn()
  }
}

function microtasks(): Promise<void> {
  return new Promise((resolve) => afterMicrotasks(resolve))
}

/** zlib as it is, without its thread. */
class Gzip {
  readonly #stream: TransformStream<Uint8Array, Uint8Array>

  constructor() {
    const parts: Uint8Array[] = []
    this.#stream = new TransformStream({
      transform: (part) => void parts.push(part),
      flush: (out) => out.enqueue(new Uint8Array(zlib.gzipSync(Buffer.concat(parts)))),
    })
  }

  get readable() {
    return this.#stream.readable
  }

  get writable() {
    return this.#stream.writable
  }
}

type Heard = (error: Error | null, plain?: Buffer) => void

function gunzipInTurn(packed: Uint8Array, options: zlib.ZlibOptions, heard: Heard): void {
  queue.push(() => {
    const done = attempt(() => zlib.gunzipSync(packed, options))
    if (done instanceof Error) heard(done)
    else heard(null, done)
  })
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}
