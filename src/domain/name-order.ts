/** Vietnamese order, with numbers by their value: Quầy 2 before Quầy 10. */
export function byName(a: string, b: string): number {
  return COLLATOR.compare(a, b)
}

/** Order for a list of people: by given name (the last word), then by the whole name. */
export function byGivenName(a: string, b: string): number {
  return byName(givenName(a), givenName(b)) || byName(a, b)
}

const COLLATOR = new Intl.Collator('vi', { numeric: true })

function givenName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? ''
}
