import { STAFF_TEXT, type StaffText } from '#src/ui/text/staff.ts'
import { viewOf } from '../seen.ts'
import type { State } from '../state.ts'

export function staffWords(state: State): StaffText {
  return STAFF_TEXT[viewOf(state).lang]
}
