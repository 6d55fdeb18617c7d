/** What the browser says of this origin's storage; MiB, whole. Absent: an old or private browser says nothing. */
export type Room = { used: number; quota: number; persisted: boolean }

const MIB = 2 ** 20

export async function lookAtStorage(storage: StorageManager | undefined): Promise<Room> {
  if (!storage) return { used: 0, quota: 0, persisted: false }
  const [room, kept] = await Promise.allSettled([storage.estimate(), storage.persisted()])
  const { usage = 0, quota = 0 } = room.status === 'fulfilled' ? room.value : {}
  return {
    used: Math.ceil(usage / MIB),
    quota: Math.floor(quota / MIB),
    persisted: kept.status === 'fulfilled' && kept.value,
  }
}

/** Asks the browser not to evict this origin. It may ask a person, and so answer late or never. */
export async function askToPersist(storage: StorageManager | undefined): Promise<boolean> {
  if (!storage) return false
  const [asked] = await Promise.allSettled([storage.persist()])
  return asked.status === 'fulfilled' && asked.value
}

/** Staff are told from here on. */
export function isNearlyFull(room: Room): boolean {
  return room.quota > 0 && room.used >= room.quota * 0.8
}

/** Near a quarter of the quota, long before the browser would refuse, what the server has goes first. */
export function isPressed(room: Room): boolean {
  return room.quota > 0 && room.used >= room.quota * 0.225
}
