import type { Side, Together } from './rounds.ts'

/** What is measured beside what. */
export type Measure = {
  /** As `--only` asks for it. */
  name: string
  title: string
  /** How: what each side does, and what the figures leave out. */
  how: string
  /** The packages that its numbers depend on: their versions are told. */
  packages?: readonly string[]
  /** Only where it is asked for by name. */
  aside?: true
  open: (course: Course) => Promise<Opened>
}

/** A measure that is ready for its rounds. */
export type Opened = {
  sides: readonly Side[] | Together
  figures: readonly Figure[]
  goals: readonly Goal[]
  /** At least so many rounds, where one of them says little. */
  rounds?: number
  /** Each round begins anew, so that none need go before them. */
  warm?: true
}

/** A number that every side gives in each round. */
export type Figure = { name: string; unit: string; digits: number }

/** One side, or one by another: how much it grows from the second to the first. */
export type Part = string | readonly [string, string]

/** What is to be reached: `of` beside `to`, or by itself, in that figure. Without a limit it is only told. */
export type Goal = {
  figure: string
  of: Part
  to?: Part
  atMost?: number
  atLeast?: number
}

/** How much is done, and what is ended afterwards. */
export type Course = {
  /** So many in a whole run, so many in a quick one. */
  size: (whole: number, quick: number) => number
  /** How many the database holds of which backups are made, where that was asked for. */
  backupRatings: number | undefined
  /** Called when the measure is over, the last first, also where it failed. */
  atEnd: (act: () => unknown) => void
  say: (text: string) => void
}
