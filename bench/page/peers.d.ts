// The peers are installed for the bench alone: of their types stands here what it uses.
declare module 'dexie' {
  export type Table = {
    put: (value: object, key?: string) => Promise<void>
    add: (value: object) => Promise<void>
    delete: (key: string) => Promise<void>
    bulkAdd: (values: readonly object[]) => Promise<void>
  }
  export default class Dexie {
    constructor(name: string, options?: { chromeTransactionDurability: 'strict' | 'relaxed' })
    version(n: number): { stores: (schema: Record<string, string>) => void }
    open(): Promise<void>
    transaction(mode: 'rw', ...rest: [...Table[], () => Promise<void>]): Promise<void>
  }
}

declare module 'pouchdb-browser' {
  export default class PouchDB {
    constructor(name: string)
    info(): Promise<unknown>
    put(doc: { _id: string; [field: string]: unknown }): Promise<{ rev: string }>
    bulkDocs(docs: readonly { _id: string }[]): Promise<unknown>
    destroy(): Promise<void>
    replicate: { to: (address: string, options: { batch_size: number }) => Promise<{ docs_written: number }> }
  }
}

declare module 'pouchdb-node' {
  export type Kept = { defaults: (options: { prefix: string }) => Kept }
  const PouchDB: Kept
  export default PouchDB
}

declare module 'express-pouchdb' {
  import type { Kept } from 'pouchdb-node'

  type Options = { mode: 'minimumForPouchDB'; inMemoryConfig: boolean; logPath: string }
  type App = { listen: (port: number, host: string, then: () => void) => void }
  export default function makeApp(kept: Kept, options: Options): App
}
