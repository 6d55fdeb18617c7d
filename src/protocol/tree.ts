import * as z from 'zod/mini'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import { Invitation } from './accounts.ts'
import { Figures, HalfDay, Period, Share } from './reports.ts'
import { OptionalText, Text, UserName } from './session.ts'

const Day = z.string().check(z.refine(isDay))
/** As `H55.12.3`: the organisation's code in the national exchange of documents. */
const NationalId = z
  .string()
  .check(z.trim(), z.toUpperCase(), atMost(40), z.regex(/^([A-Z0-9]+([.-][A-Z0-9]+)*)?$/))

/** `POST …/heads`: one more account of a head, who is invited. */
export const HeadForm = z.object({ name: Text(80), user: UserName })
export type HeadForm = z.infer<typeof HeadForm>

/** `POST /api/v1/units/{unit}/below`: a unit below that one, with its first head, who is invited. */
export const UnitForm = z.object({
  name: Text(120),
  place: OptionalText(120),
  nationalId: NationalId,
  head: HeadForm,
})
export type UnitForm = z.infer<typeof UnitForm>

/** The head's link is shown once. */
export const UnitFounded = z.object({ id: Id, invitation: Invitation })
export type UnitFounded = z.infer<typeof UnitFounded>

/** `POST …/name`: what the unit is called from that local day on, today or later. */
export const NameForm = z.object({
  name: Text(120),
  place: OptionalText(120),
  nationalId: NationalId,
  from: Day,
})
export type NameForm = z.infer<typeof NameForm>

/** What a unit above gives to one from elsewhere: twelve symbols in three groups; case, spaces and dashes do not matter. */
const PlaceCode = z.pipe(
  z.string().check(z.trim(), z.toLowerCase()),
  z.pipe(
    z.transform((code: string) => code.replace(/[\s-]/g, '')),
    z.string().check(z.regex(/^([2-9a-hj-np-z]{12})?$/)),
  ),
)

/** `POST …/place`: under which unit it stands from that local day on, today or later: one of who asks, or the one whose code this is. */
export const PlaceForm = z.object({ under: z.nullable(Id), code: PlaceCode, from: Day })
export type PlaceForm = z.output<typeof PlaceForm>

/** `POST …/place-codes`: shown once, good for one unit until then. */
export const PlaceOffer = z.object({ code: z.string(), expiresAt: z.int() })
export type PlaceOffer = z.infer<typeof PlaceOffer>

/** More than a unit was ever divided among. */
const MOST_SUCCESSORS = 10

/** `POST …/close`: the unit's last local day, and the units, below who asks, that come after it. Once it was said it may be said anew until that day is over. */
export const CloseForm = z.object({
  last: Day,
  into: z.array(Id).check(atMost(MOST_SUCCESSORS)),
})
export type CloseForm = z.infer<typeof CloseForm>

const Named = z.object({
  id: Id,
  name: z.string(),
  place: z.string(),
  nationalId: z.nullable(z.string()),
  /** After this local day it is over; null: it stands. */
  last: z.nullable(z.string()),
})

/** The local days on which the unit was below who asks, both included; null: without such an end. */
const Days = z.object({ from: z.nullable(z.string()), to: z.nullable(z.string()) })
export type Days = z.infer<typeof Days>

/**
 * `GET …/below?period=&day=`: the units below, each under its parent, by name. `share` is null where fewer than `COMPARED` of its ratings are
 * shown; `n`: how many are. `tablets` that count. `reach`: up to where its figures go.
 * `only`: no figures but of those days; null: of all. `left`: it is below no more, and nothing of later days is told. `move`: where it will stand.
 */
export const Below = z.object({
  unit: Named,
  units: z.array(
    z.extend(Named, {
      parent: Id,
      /** Units between it and who asks. */
      depth: z.int(),
      tablets: z.int(),
      n: z.int(),
      share: z.nullable(Share),
      reach: HalfDay,
      into: z.array(z.object({ id: Id, name: z.string() })),
      /** Names that it will bear, the next first. */
      next: z.array(z.object({ from: z.string(), name: z.string() })),
      only: z.nullable(z.array(Days)),
      left: z.boolean(),
      move: z.nullable(z.object({ from: z.string(), name: z.string() })),
    }),
  ),
  period: Period,
  now: z.int(),
})
export type Below = z.infer<typeof Below>

/** Under so many ratings a unit is not compared. */
export const COMPARED = 30

/**
 * `GET …/closed?period=&day=`: what of a unit's figures is closed, in the unit's blocks of five: no live count, counter, row or word. `name`: as it
 * was called on the last of these days; `nowCalled`: as it is now, where that is another name. `only`: as in `Below`.
 */
export const ClosedFigures = z.object({
  unit: Named,
  nowCalled: z.nullable(z.string()),
  period: Period,
  figures: z.nullable(z.omit(Figures, { alone: true })),
  reach: HalfDay,
  only: z.nullable(z.array(Days)),
  now: z.int(),
})
export type ClosedFigures = z.infer<typeof ClosedFigures>

/** `GET …/former`: the units that this one succeeds, and from which local day on it reads them. */
export const Former = z.object({ units: z.array(z.extend(Named, { from: z.string() })) })
export type Former = z.infer<typeof Former>
