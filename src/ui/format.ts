import { TIME_ZONE } from './format-kiosk.ts'
import type { Lang } from './text/lang.ts'

const LOCALE: Readonly<Record<Lang, string>> = { vi: 'vi-VN', en: 'en-GB' }

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: TIME_ZONE,
})

/** 02/11/2026 in both languages, in the unit's zone. */
export function date(at: Date | number): string {
  return DATE.format(at)
}

/** "Thứ Hai" or "Monday", in the unit's zone. */
export function weekday(at: Date | number, lang: Lang): string {
  return new Intl.DateTimeFormat(LOCALE[lang], { weekday: 'long', timeZone: TIME_ZONE }).format(at)
}

/** Whole or broken number in both languages alike, as a Vietnamese office writes it: 1.234,5. */
export function number(value: number, decimals = 0): string {
  return decimal(decimals).format(value)
}

/** A share between 0 and 1 as a percentage with one decimal: 0.949 → "94,9%". */
export function percent(share: number): string {
  return `${number(share * 100, 1)}%`
}

const COLLATOR = new Intl.Collator('vi', { numeric: true })

/** Vietnamese order, with numbers by their value: Quầy 2 before Quầy 10. */
export function byName(a: string, b: string): number {
  return COLLATOR.compare(a, b)
}

/** Order for a list of people: by given name (the last word), then by the whole name. */
export function byGivenName(a: string, b: string): number {
  return byName(givenName(a), givenName(b)) || byName(a, b)
}

function givenName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? ''
}

const DECIMALS = new Map<number, Intl.NumberFormat>()

function decimal(decimals: number): Intl.NumberFormat {
  const known = DECIMALS.get(decimals)
  if (known) return known
  const made = new Intl.NumberFormat('vi-VN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  DECIMALS.set(decimals, made)
  return made
}
