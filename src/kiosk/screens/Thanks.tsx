import { LotusBloom } from '#src/ui/Lotus.tsx'
import { Qr } from '#src/ui/Qr.tsx'
import { type Seen, words } from '../seen.ts'
import type { State } from '../state.ts'
import { lasting, secondsLeft } from '../times.ts'
import { Dial } from './Ring.tsx'

type Thanked = Extract<State, { at: 'thanks' }>

/** K4, the same for every rating: words, time and code. */
export function Thanks({ state, now }: Seen & { state: Thanked }) {
  const t = words(state)
  const { code, config } = state
  const left = secondsLeft(state, now)
  return (
    <div class="k4 scene">
      <LotusBloom />
      <div class="ring" role="timer" aria-live="off">
        <Dial left={left} of={lasting(state.config, 20)} />
        <span>{t.thanksRing(left)}</span>
      </div>
      <div class="said">
        <h1 class="hero" tabIndex={-1}>
          {t.thanks}
        </h1>
        <p class="lead">{t.thanksBecause}</p>
        <div class="receipt">
          <Qr text={`${config.origin}/tra-cuu#${code}`} label={t.codeQrName} />
          <p>
            <span>{t.codeLabel}</span>
            <b>{code}</b>
            <span>{t.codeKeep}</span>
          </p>
        </div>
        {config.meet && (
          <p class="meet">{t.meet(config.meet.room, config.meet.phone.replaceAll(' ', '\u00a0'))}</p>
        )}
      </div>
    </div>
  )
}
