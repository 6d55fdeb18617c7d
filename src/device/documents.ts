import { LOG_ID } from '#src/domain/id.ts'
import type { Config } from '#src/protocol/config.ts'
import type { LogAnswer, Receipt } from '#src/protocol/log-schema.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { array, flag, like, nullable, object, optional, text, whole } from './shape.ts'

/** The documents that a server sends to a tablet. Fields that this version does not know are let pass. */

const POINT = like(/^[\w-]{87}$/)
const ID = like(/^[2-9a-hj-np-z]{6}$/)
export const DEVICE = like(/^[2-9a-hj-np-z]{8}$/)
export const LOG = like(LOG_ID)
export const HASH = like(/^[0-9a-f]{64}$/)
export const KEYS = array(object<{ kid: string; key: string }>({ kid: text, key: POINT }))
const MINUTE = (value: unknown) => whole(value) && Number(value) >= 0 && Number(value) <= 1440

export const signed = object<Signed>({
  line: (value) => typeof value === 'string' && value.length <= 20_000,
  sig: like(/^[\w-]{86}$/),
  kid: DEVICE,
})

const logAnswer = object<LogAnswer>({ receipt: signed, config: optional(signed) })

const receipt = object<Receipt>({
  log: LOG,
  n: whole,
  hash: HASH,
  epoch: text,
  config: whole,
  at: whole,
  branch: optional(text),
  held: optional((value) => value === true),
  has: optional(object<NonNullable<Receipt['has']>>({ n: whole, hash: HASH })),
  heard: optional(text),
})

const config = object<Config>({
  version: whole,
  device: text,
  paired: () => true, // only shown to the server again, which looks at it itself
  unit: object<Config['unit']>({ id: ID, name: text, place: text }),
  counter: object<Config['counter']>({ id: ID, label: text, name: text }),
  officer: nullable(
    object<NonNullable<Config['officer']>>({ id: ID, name: text, title: text, initials: optional(text) }),
  ),
  roster: () => true,
  hall: () => true, // only what the hall's own screen reads // only staff are shown it, by a file that looks at it itself
  practice: flag,
  retired: flag,
  closedSince: nullable(whole),
  elsewhere: optional(nullable(text)),
  daysOff: optional(array(text)),
  hours: nullable(array(array(array(MINUTE, 2)), 7)),
  word: optional(text),
  called: optional(whole),
  patience: optional((value) => value === 2 || value === 3 || value === 1),
  meet: nullable(object<NonNullable<Config['meet']>>({ room: text, phone: text })),
  origin: text,
  keys: object<Config['keys']>({
    sign: KEYS,
    seal: object<Config['keys']['seal']>({ kid: text, key: POINT }),
  }),
  staffPin: object<Config['staffPin']>({ salt: text, rounds: whole, hash: text }),
  spread: whole,
  heartbeat: whole,
})

export const isLogAnswer = (value: unknown): value is LogAnswer => logAnswer(value)
export const isReceipt = (value: unknown): value is Receipt => receipt(value)
export const isConfig = (value: unknown): value is Config => config(value)
