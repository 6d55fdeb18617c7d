import type { Bug } from './bug.ts'
import { OF_THE_DISK } from './bugs-disk.ts'
import { OF_SENDING } from './bugs-sending.ts'
import { OF_THE_SERVER } from './bugs-server.ts'

/** The bank: bugs that were found in systems like this one, each to be caught here. */
export const BUGS: readonly Bug[] = [...OF_THE_DISK, ...OF_SENDING, ...OF_THE_SERVER]
