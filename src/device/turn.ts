/** Work on the log is done one after the other, in the order in which it was asked for. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>

export function inTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = Promise.allSettled([mine])
    return mine
  }
}
