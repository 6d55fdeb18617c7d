import { Worker } from 'node:worker_threads'

/** Of argon2id: KiB, passes, lanes, and bytes of the answer. */
export type Cost = { memory: number; passes: number; parallelism: number; tagLength: number }
export type Asked = { id: number; cost: Cost; message: Uint8Array; nonce: Uint8Array }
export type Stretched = { id: number; hash: Uint8Array }

type Waiting = { resolve: (hash: Buffer) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; waiting: Map<number, Waiting> }

let thread: Thread | undefined
let last = 0

/**
 * argon2id, one password at a time, in a thread of its own: whatever thread stretches keeps its 19 MiB for good, and Node's
 * asynchronous argon2 goes round four of them, which kept 134 MiB.
 */
export function stretch(message: Uint8Array, nonce: Uint8Array, cost: Cost): Promise<Buffer> {
  thread ??= begin()
  const { worker, waiting } = thread
  return new Promise((resolve, reject) => {
    last += 1
    waiting.set(last, { resolve, reject })
    // Only who waits keeps the process alive.
    worker.ref()
    const asked: Asked = { id: last, cost, message, nonce }
    worker.postMessage(asked)
  })
}

function begin(): Thread {
  const worker = new Worker(new URL('./stretching.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
  })
  const begun: Thread = { worker, waiting: new Map() }
  worker.unref()
  worker.on('message', ({ id, hash }: Stretched) => {
    begun.waiting.get(id)?.resolve(Buffer.from(hash))
    begun.waiting.delete(id)
    if (begun.waiting.size === 0) worker.unref()
  })
  worker.on('error', (error: Error) => {
    // The thread is gone; whoever comes next begins another one.
    thread = undefined
    for (const { reject } of begun.waiting.values()) reject(error)
  })
  return begun
}
