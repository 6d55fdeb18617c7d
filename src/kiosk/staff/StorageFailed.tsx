import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { STAFF_TEXT } from '#src/ui/text/staff.ts'
import type { Seen } from '../seen.ts'

/** What staff do where the tablet cannot write; in both languages, since nobody has chosen one. */
export function StorageFailed({ status }: Seen) {
  const why = status.kind === 'broken' && status.why === 'newer' ? 'newer' : 'failed'
  return (Object.keys(LANGUAGES) as Lang[]).map((lang) => (
    <p key={lang} lang={lang}>
      {STAFF_TEXT[lang].storage[why]}
    </p>
  ))
}
