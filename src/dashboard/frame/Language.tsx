import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { lang, text } from '../language.ts'

/** The switch between the two languages, each in its own words. */
export function Language() {
  return (
    <fieldset class="language">
      <legend class="unseen">{text().common.language}</legend>
      {(['vi', 'en'] satisfies Lang[]).map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={lang.value === code}
          onClick={() => {
            lang.value = code
          }}
        >
          <span class="long">{LANGUAGES[code]}</span>
          <span class="short" aria-hidden="true">
            {code.toUpperCase()}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
