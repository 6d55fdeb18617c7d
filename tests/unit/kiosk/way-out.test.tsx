import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { Kiosk } from '#src/kiosk/Kiosk.tsx'
import type { Seen } from '#src/kiosk/seen.ts'
import { Pairing } from '#src/kiosk/staff/Pairing.tsx'
import { PairingWarnings } from '#src/kiosk/staff/PairingWarnings.tsx'
import { Staff } from '#src/kiosk/staff/Staff.tsx'
import { StorageFailed } from '#src/kiosk/staff/StorageFailed.tsx'
import type { State } from '#src/kiosk/state.ts'
import { CONFIG, NOW, paired, STATES } from './flow-support.ts'

/** What leads elsewhere, opens the system's own windows, or is filled in by what others typed before. */
const WAYS_OUT =
  /<(?:a|area|form|iframe|embed|object|input|select|video|audio)\b|\b(?:href|target|download)=|tel:|mailto:/

const staff = { Pairing, PairingWarnings, Staff, StorageFailed }

describe('a tablet’s screens have no way out: no link, form, frame, file or field but the comment', () => {
  it.each(Object.entries(STATES))('%s', (_, state) => {
    expect(shown(state)).not.toMatch(WAYS_OUT)
  })

  it('what staff are told after pairing', () => {
    expect(shown(STATES.rate, ['not-persistent', 'bare-address', 'wrong-clock'])).not.toMatch(WAYS_OUT)
  })

  it('and the one field keeps nothing of the citizen before', () => {
    const fields = Object.values(STATES).flatMap((state) => shown(state).match(/<textarea[^>]*>/g) ?? [])
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) expect(field).toMatch(/autocomplete="off"/)
  })
})

function shown(state: State, warnings: readonly string[] = []): string {
  const seen = { state, status: paired(CONFIG), now: NOW, warnings, code: '', staff, tablet: {} }
  const tree: VNode = <Kiosk {...({ ...seen, send: () => undefined } as unknown as Seen)} />
  return renderToString(tree)
}
