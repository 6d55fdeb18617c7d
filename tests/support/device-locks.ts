/** Web Locks as the specification has them, for exclusive locks of one origin: a queue a name, first come first served. */
type Life = { alive: boolean }
type Waiter = { life: Life; grant: (() => void) | undefined }

export type Locks = {
  /** The LockManager of one page or worker. */
  of: (life: Life) => LockManager
  /** Its page is gone: what it held or waited for is free. */
  free: (life: Life) => void
}

export function makeLocks(): Locks {
  const queues = new Map<string, Waiter[]>()
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }
  const leave = (name: string, gone: (waiter: Waiter) => boolean) => {
    const queue = queueOf(name)
    const first = queue[0]
    const rest = queue.filter((waiter) => !gone(waiter))
    queues.set(name, rest)
    if (rest[0] && rest[0] !== first) rest[0].grant?.()
  }
  const request = async (life: Life, name: string, args: [LockOptions, LockGrantedCallback<unknown>]) => {
    if (!life.alive) return new Promise(() => undefined) // a page that is gone asks for nothing
    const [options, callback] = args
    const lock = { name, mode: 'exclusive' as const }
    if (options.ifAvailable && queueOf(name).length > 0) return callback(null)
    const mine: Waiter = { life, grant: undefined }
    queueOf(name).push(mine)
    if (queueOf(name)[0] !== mine) {
      await new Promise<void>((resolve) => {
        mine.grant = resolve
      })
    }
    try {
      return await callback(lock)
    } finally {
      leave(name, (waiter) => waiter === mine)
    }
  }
  return {
    of: (life) => ({
      request: (
        name: string,
        ...args: [LockGrantedCallback<unknown>] | [LockOptions, LockGrantedCallback<unknown>]
      ) => request(life, name, args.length === 1 ? [{}, args[0]] : args) as Promise<never>,
      query: async () => ({
        held: [...queues].flatMap(([name, [first]]) => (first ? [{ name, mode: 'exclusive' as const }] : [])),
        pending: [],
      }),
    }),
    free: (life) => {
      for (const name of queues.keys()) leave(name, (waiter) => waiter.life === life)
    },
  }
}
