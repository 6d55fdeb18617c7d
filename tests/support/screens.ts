import type { Page } from 'playwright-core'
import { KIOSK_TEXT } from '#src/ui/text/kiosk.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { STAFF_TEXT } from '#src/ui/text/staff.ts'

/** How long the thanks stand untouched, and how long K1 then ignores touches, with a little over. */
const THANKS_MS = 6_000
const DEAF_MS = 800

export const SIZES = {
  landscape: { width: 1280, height: 800 },
  portrait: { width: 800, height: 1280 },
} as const

export type Size = keyof typeof SIZES

/** Both orientations in both languages. */
export const WAYS = (Object.keys(SIZES) as Size[]).flatMap((size) =>
  (Object.keys(LANGUAGES) as Lang[]).map((lang) => ({ size, lang })),
)

/** The citizen's fingers: finds what stands on the screens by role and words, as a screen reader does. */
export function kiosk(page: Page, lang: Lang = 'vi') {
  const t = { ...KIOSK_TEXT[lang], ...STAFF_TEXT[lang] }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name })
  const face = (level: number) =>
    page.getByRole('radio', { name: t.faceName(t.faces[level - 1] ?? '', level), exact: true })
  return {
    t,
    button,
    heading,
    face,
    /** The tablet stands on K1 and listens. */
    ready: () => face(5).waitFor(),
    /** From K1 over K2 (and K3, where a low face opens it) to the thanks. */
    rate: async (level: number) => {
      await face(level).click()
      await button(t.done).click()
      if (level <= 2) await button(t.skip).click()
      await heading(t.thanks).waitFor()
    },
    /** Time passes until the thanks are over and K1 listens again. */
    afterThanks: async () => {
      await page.clock.runFor(THANKS_MS + 500)
      await face(5).waitFor()
      await page.clock.runFor(DEAF_MS + 100)
    },
  }
}
