import type { Ddl } from '../ddl.ts'
import { first } from './001-first.ts'

export type Migration = { id: number; name: string; up: (ddl: Ddl) => Promise<void> }

/** In order, without a gap. What a version of the program shipped is never changed, only followed. */
export const MIGRATIONS: readonly Migration[] = [{ id: 1, name: 'first', up: first }]
