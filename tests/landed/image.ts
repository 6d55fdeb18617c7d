import type { Device } from '#tests/support/device.ts'

/** All that stands in one tablet's IndexedDB, with the stores as they are. */
export type Image = { version: number; stores: Store[] }
type Store = { name: string; keyPath: string | string[] | null; rows: { key: IDBValidKey; value: unknown }[] }

const DATABASE = 'hailong'

export async function takeImage({ factory }: Pick<Device, 'factory'>): Promise<Image> {
  const db = await done(factory.open(DATABASE))
  const stores: Store[] = []
  for (const name of db.objectStoreNames) {
    const store = db.transaction(name).objectStore(name)
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
    stores.push({ name, keyPath: store.keyPath, rows: keys.map((key, i) => ({ key, value: values[i] })) })
  }
  const image = { version: db.version, stores }
  db.close()
  return image
}

/** Makes the stores and fills them, whatever was there. No page may be open. */
export async function putImage({ factory }: Pick<Device, 'factory'>, image: Image): Promise<void> {
  await done(factory.deleteDatabase(DATABASE))
  const opening = factory.open(DATABASE, image.version)
  opening.onupgradeneeded = () => {
    for (const { name, keyPath, rows } of image.stores) {
      const store = opening.result.createObjectStore(name, keyPath === null ? {} : { keyPath })
      for (const { key, value } of rows) store.put(value, ...(keyPath === null ? [key] : []))
    }
  }
  const db = await done(opening)
  db.close()
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** The image as lines of JSON. Keys must be extractable: they are written as JWK. */
export async function imageText({ version, stores }: Image): Promise<string> {
  const lines = [JSON.stringify({ version, stores: stores.map(({ name, keyPath }) => ({ name, keyPath })) })]
  for (const { name, keyPath, rows } of stores) {
    for (const { key, value } of rows)
      lines.push(JSON.stringify({ store: name, ...(keyPath === null && { key }), value: await plain(value) }))
  }
  return `${lines.join('\n')}\n`
}

/** The image in such a text, its keys as the tablet made them: not extractable. */
export async function readImage(text: string): Promise<Image> {
  const [head, ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const image: Image = {
    version: head.version,
    stores: head.stores.map((store: Omit<Store, 'rows'>) => ({ ...store, rows: [] })),
  }
  for (const { store, key, value } of rows)
    image.stores.find(({ name }) => name === store)?.rows.push({ key, value: await revive(value) })
  return image
}

async function plain(value: unknown): Promise<unknown> {
  if (value instanceof CryptoKey) {
    const { algorithm, usages, type } = value
    return {
      $key: {
        algorithm,
        usages,
        extractable: type === 'public',
        jwk: await crypto.subtle.exportKey('jwk', value),
      },
    }
  }
  return each(value, plain)
}

type Kept = { jwk: JsonWebKey; algorithm: EcKeyImportParams; extractable: boolean; usages: KeyUsage[] }

async function revive(value: unknown): Promise<unknown> {
  if (isObject(value) && isObject(value.$key)) {
    const { jwk, algorithm, extractable, usages } = value.$key as Kept
    const { key_ops: _, ext: __, ...bare } = jwk
    return crypto.subtle.importKey('jwk', bare, algorithm, extractable, usages)
  }
  return each(value, revive)
}

async function each(value: unknown, change: (part: unknown) => Promise<unknown>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(change))
  if (!isObject(value)) return value
  const parts = Object.entries(value).map(async ([key, part]) => [key, await change(part)] as const)
  return Object.fromEntries(await Promise.all(parts))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof ArrayBuffer)
}
