import * as z from 'zod/mini'
import type { Deps } from './deps.ts'
import { type Refusal, refuse } from './problems.ts'

/** Where a pull stands: behind that position of that release. */
export type Place = { release: number; position: number }

const Cursor = z.tuple([z.literal('rows'), z.string(), z.string(), z.int(), z.int()])
const FeedbackCursor = z.tuple([z.literal('feedback'), z.string(), z.string(), z.int(), z.int()])
const AnyCursor = z.union([Cursor, FeedbackCursor])
type List = 'rows' | 'feedback'

/** Opaque to its bearer: base64url of list, epoch, unit, release and position. */
export function cursorText(list: List, deps: Deps, unit: string, { release, position }: Place): string {
  return Buffer.from(JSON.stringify([list, deps.epoch, unit, release, position])).toString('base64url')
}

/** The place, or `bad-cursor` for one that is none, or of another list, unit or epoch. */
export function readCursor(text: string, list: List, deps: Deps, unit: string): Place | Refusal {
  const cursor = decode(text)
  if (cursor?.[0] !== list || cursor[1] !== deps.epoch || cursor[2] !== unit) return refuse('bad-cursor')
  return { release: cursor[3], position: cursor[4] }
}

function decode(text: string): z.infer<typeof AnyCursor> | undefined {
  try {
    return AnyCursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
