import * as z from 'zod/mini'
import { LOG_ID } from './id.ts'

/** Units, counters, officers and accounts: six symbols, unique on one server, which draws again on a collision. */
export const Id = z.string().check(z.regex(/^[2-9a-hj-np-z]{6}$/))

/** A device: eight symbols. */
export const DeviceId = z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/))

/** A log: its owner (device or unit) and the generation, from 1: `k3m9x2aq.1`. */
export const LogId = z.string().check(z.regex(LOG_ID))
