import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import type { Seen } from '../seen.ts'
import type { View } from '../state.ts'
import { choice, moveFocus, still } from './parts.tsx'

type Props = { readonly view: View; readonly t: KioskText } & Pick<Seen, 'send'>

export const Controls = still(({ view, t, send }: Props) => {
  return (
    <div class="controls">
      <Languages view={view} t={t} send={send} />
      <button type="button" class="pill" aria-pressed={view.large} onClick={() => send({ type: 'large' })}>
        <Icon path={kioskIcons.textSize} />
        {t.textSize}
      </button>
    </div>
  )
})

/** Each language in its own words. */
export function Languages({ view, t, send }: Props) {
  return (
    <div class="languages" role="radiogroup" aria-label={t.language} onKeyDown={moveFocus}>
      {(Object.keys(LANGUAGES) as Lang[]).map((lang) => (
        <button
          key={lang}
          {...choice('radio', view.lang === lang)}
          class="pill"
          lang={lang}
          onClick={() => send({ type: 'language', lang })}
        >
          {LANGUAGES[lang]}
        </button>
      ))}
    </div>
  )
}
