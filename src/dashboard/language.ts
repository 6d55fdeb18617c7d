import { effect, signal } from '@preact/signals'
import { FIELD_PROBLEMS, type FieldProblem } from '#src/protocol/field-problem.ts'
import { DASHBOARD_TEXT, type DashboardText } from '#src/ui/text/dashboard.ts'
import { KIOSK_TEXT, type KioskText } from '#src/ui/text/kiosk.ts'
import type { Lang } from '#src/ui/text/lang.ts'
import { type Problem, saidOf } from './api.ts'

const KEY = 'dashboard-language'

/** The language of the pages; Vietnamese until the reader chooses. */
export const lang = signal<Lang>(localStorage.getItem(KEY) === 'en' ? 'en' : 'vi')

export function keepLanguage(): void {
  effect(() => {
    document.documentElement.lang = lang.value
    localStorage.setItem(KEY, lang.value)
  })
}

export function text(): DashboardText {
  return DASHBOARD_TEXT[lang.value]
}

/** Faces, standards and reasons are called what the citizen reads. */
export function conductText(): Pick<KioskText, 'faces' | 'standards' | 'reasons'> {
  return KIOSK_TEXT[lang.value]
}

/** The one sentence of a problem. */
export function sentence({ code, wait }: Problem): string {
  const { common, format, signIn } = text()
  if (code === 'slow-down' && wait !== undefined) return common.slowDown(format.number(wait))
  if (code === 'not-kept') return signIn.notKept
  return saidOf(code)?.[lang.value] ?? (code === 'offline' ? common.offline : common.unreadable)
}

/** What the form alone says; a field may have words of its own for it. All others say what is the matter themselves. */
const OF_FORM: ReadonlySet<FieldProblem> = new Set(['too-short', 'too-long', 'bad-form', 'not-right'])

/** What stands beside a field: our own words where we know what it takes, or what is to be done about just that; else the protocol's. */
export function fieldSentence(path: string, wrong: FieldProblem): string {
  const { fields } = text()
  const own = Object.keys(fields).find((key) => path === key || path.startsWith(`${key}.`))
  return (
    fields[`${path} ${wrong}`] ??
    ((OF_FORM.has(wrong) && own && fields[own]) || FIELD_PROBLEMS[wrong][lang.value])
  )
}
