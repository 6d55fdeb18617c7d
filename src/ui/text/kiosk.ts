import { en } from './kiosk.en.ts'
import { type KioskText, vi } from './kiosk.vi.ts'
import type { Lang } from './lang.ts'

export type { KioskText }

/** Every word of the tablet in both languages. */
export const KIOSK_TEXT: Readonly<Record<Lang, KioskText>> = { vi, en }
