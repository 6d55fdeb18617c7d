/** Rejections that nobody has heard so far: what is still here when a world is over was swallowed by the product. */
const unheard = new Map<Promise<unknown>, unknown>()

export function listenForUnheard(): void {
  process.on('unhandledRejection', (error, promise) => unheard.set(promise, error))
  process.on('rejectionHandled', (promise) => unheard.delete(promise))
}

/** Answers and forgets them. */
export function takeUnheard(): unknown[] {
  const errors = [...unheard.values()]
  unheard.clear()
  return errors
}

export function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
