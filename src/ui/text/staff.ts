import type { Lang } from './lang.ts'
import { en } from './staff.en.ts'
import { type StaffText, vi } from './staff.vi.ts'

export type { StaffText }

/** The words for staff in both languages. */
export const STAFF_TEXT: Readonly<Record<Lang, StaffText>> = { vi, en }
