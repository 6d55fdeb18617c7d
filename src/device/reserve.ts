/** Bytes: as much as Chromium's database gathers before it begins a new file by itself. */
const SIZE = 4 * 2 ** 20
/** Of the cache, and of all that is in it. */
const NAME = '/reserve'

/**
 * Does work that must not meet a full disk, as opening a database: Chromium's (LevelDB) writes at each opening, and where it
 * writes behind what a full disk tore and has no room for a new file, the next opening deletes all. So room is laid aside where
 * giving it up needs none, given up for the work, and laid aside again behind it. Rejects with what the
 * browser says, the work not begun, where there is no room. Without caches nothing is laid aside.
 */
export async function withReserve<T>(caches: CacheStorage | undefined, work: () => Promise<T>): Promise<T> {
  if (!caches) return work()
  const cache = await caches.open(NAME)
  const lay = () => cache.put(NAME, new Response(new Uint8Array(SIZE)))
  if (!(await cache.delete(NAME))) {
    await lay()
    await cache.delete(NAME)
  }
  const done = await work()
  lay().catch(() => undefined) // whoever comes next finds none, and looks for room first
  return done
}
