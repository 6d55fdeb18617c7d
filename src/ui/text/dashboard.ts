import { en } from './dashboard.en.ts'
import { type DashboardText, vi } from './dashboard.vi.ts'
import type { Lang } from './lang.ts'

export type { DashboardText }

/** Every word of the head's pages in both languages. */
export const DASHBOARD_TEXT: Readonly<Record<Lang, DashboardText>> = { vi, en }
