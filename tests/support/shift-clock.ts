/** `node --import` this: the machine's clock stands so many ms ahead. */
const ahead = Number(process.env.CLOCK_AHEAD_MS)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    super(...(given.length === 0 ? ([RealDate.now() + ahead] as const) : given))
  }

  static override now(): number {
    return RealDate.now() + ahead
  }
} as DateConstructor
