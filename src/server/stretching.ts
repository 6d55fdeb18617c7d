import { argon2Sync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Asked, Stretched } from './stretch.ts'

/** The thread of stretch.ts: does what it is asked, one after the other. */
parentPort?.on('message', ({ id, cost, message, nonce }: Asked) => {
  const hash = argon2Sync('argon2id', { message, nonce, ...cost })
  const stretched: Stretched = { id, hash }
  parentPort?.postMessage(stretched)
})
