/** Far more days, hours and spans than one look at a database holds. */
const MOST = 10_000

/** The same function, which finds the value of each key once; beyond 10,000 keys it begins anew. Nobody may change a value. */
export function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = find(key)
    if (known.size >= MOST) known.clear()
    known.set(key, value)
    return value
  }
}
