import type { Ddl } from '../ddl.ts'
import { first } from './001-first.ts'
import { receipts } from './002-receipts.ts'
import { clock } from './003-clock.ts'
import { rowGroups } from './004-row-groups.ts'
import { emptied } from './005-emptied.ts'
import { unitHead } from './006-unit-head.ts'
import { intake } from './007-intake.ts'
import { knownAgain } from './008-known-again.ts'
import { runMono } from './009-run-mono.ts'
import { verified } from './010-verified.ts'
import { refilled } from './011-refilled.ts'
import { replaces } from './012-replaces.ts'
import { accounts } from './013-accounts.ts'
import { tokens } from './014-tokens.ts'
import { names } from './015-names.ts'
import { officers } from './016-officers.ts'
import { pins } from './017-pins.ts'
import { held } from './018-held.ts'
import { people } from './019-people.ts'
import { tree } from './020-tree.ts'
import { duties } from './021-duties.ts'
import { rowLevel } from './022-row-level.ts'
import { call } from './023-call.ts'
import { hall } from './024-hall.ts'
import { parents } from './025-parents.ts'

export type Migration = { id: number; name: string; up: (ddl: Ddl) => Promise<void> }

/** In order, without a gap. What a version of the program shipped is never changed, only followed. */
export const MIGRATIONS: readonly Migration[] = [
  { id: 1, name: 'first', up: first },
  { id: 2, name: 'receipts', up: receipts },
  { id: 3, name: 'clock', up: clock },
  { id: 4, name: 'row-groups', up: rowGroups },
  { id: 5, name: 'emptied', up: emptied },
  { id: 6, name: 'unit-head', up: unitHead },
  { id: 7, name: 'intake', up: intake },
  { id: 8, name: 'known-again', up: knownAgain },
  { id: 9, name: 'run-mono', up: runMono },
  { id: 10, name: 'verified', up: verified },
  { id: 11, name: 'refilled', up: refilled },
  { id: 12, name: 'replaces', up: replaces },
  { id: 13, name: 'accounts', up: accounts },
  { id: 14, name: 'tokens', up: tokens },
  { id: 15, name: 'names', up: names },
  { id: 16, name: 'officers', up: officers },
  { id: 17, name: 'pins', up: pins },
  { id: 18, name: 'held', up: held },
  { id: 19, name: 'people', up: people },
  { id: 20, name: 'tree', up: tree },
  { id: 21, name: 'duties', up: duties },
  { id: 22, name: 'row-level', up: rowLevel },
  { id: 23, name: 'call', up: call },
  { id: 24, name: 'hall', up: hall },
  { id: 25, name: 'parents', up: parents },
]
