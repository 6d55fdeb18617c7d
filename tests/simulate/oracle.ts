import type { Draft } from '#src/device/types.ts'
import type { Tap } from './story.ts'
import type { At } from './world-disk.ts'

/**
 * Stands outside the system and keeps what people saw: every tap, every thanks, and every loss that was planted. It shares
 * no code with what it judges beyond the form of a tap.
 */
export type Oracle = {
  taps: Map<number, Tapped>
  losses: Loss[]
  /** Taps whose open draft stood on a disk that was copied or put back: each copy may be closed once. */
  copies: number[]
  /** Devices whose disk was copied, put back, emptied, or rotted: of the others no loss may be told. */
  befallen: Set<string>
  /** The server's database was put back to an earlier state. */
  isRestored: boolean
  touched: (tablet: number, tap: Tap, draft: Pick<Draft, 'kind' | 'counter' | 'officer'>) => Tapped
}

export type Tapped = {
  tap: Tap
  tablet: number
  kind: 'rating' | 'practice'
  counter: string
  officer: string | null
  /** How many of its answers were given to the disk, and how many of these were confirmed. */
  tried: number
  kept: number
  /** The close was asked for. */
  closed: boolean
  /** The receipt code that the citizen was shown with the thanks. */
  code: string | undefined
}

/**
 * These ratings stood on a disk that is no more: of a tablet that was emptied or put back to an earlier state, in or after a
 * line that rotted, or on the server's alone. What of them was not sent nothing brings back.
 */
export type Loss = {
  why: 'wiped' | 'put back' | 'rotten' | 'restored'
  device: string
  taps: readonly number[]
  /** Where the closed ones of them stood: what names the loss must speak of that number. */
  stood: ReadonlyMap<number, At>
  /** Of a disk that was put back: the entries that it does not hold any more. */
  beyond?: readonly At[]
  /**
   * Nothing that is left tells that there ever was more: no entry of it reached the server, or no tablet still knows that it did. Such
   * a loss nobody can name.
   */
  hidden?: boolean | undefined
}

export function makeOracle(): Oracle {
  const taps: Oracle['taps'] = new Map()
  return {
    taps,
    losses: [],
    copies: [],
    befallen: new Set(),
    isRestored: false,
    touched: (tablet, tap, { kind, counter, officer }) => {
      const begun = { tried: 0, kept: 0, closed: false, code: undefined }
      const tapped: Tapped = { tap, tablet, kind, counter, officer, ...begun }
      taps.set(tap.id, tapped)
      return tapped
    },
  }
}
