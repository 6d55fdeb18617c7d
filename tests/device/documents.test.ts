import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isConfig, isLogAnswer, isReceipt } from '#src/device/documents.ts'
import { isPairAnswer } from '#src/device/pair-answer.ts'
import { Config } from '#src/protocol/config.ts'
import { LogAnswer, Receipt } from '#src/protocol/log-schema.ts'
import { PairAnswer } from '#src/protocol/pairing.ts'

const KEY = 'k'.repeat(87)
const HASH = 'a'.repeat(64)
const SIGNED = { line: '{}', sig: 's'.repeat(86), kid: 'hs7k2mqd' }
const SERVER_KEYS = [{ kid: 'hs7k2mqd', key: KEY }]

const RECEIPT = { log: 'k3m9x2aq.1', n: 4, hash: HASH, epoch: 'e1', config: 1, at: 1_795_000_000_000 }
const CONFIG = {
  version: 3,
  device: 'k3m9x2aq',
  unit: { id: 'h3m9x2', name: 'UBND xã Hương Sơn', place: 'Hà Nội' },
  counter: { id: 'q3m9x2', label: '3', name: 'Tư pháp – Hộ tịch' },
  officer: { id: 'p3m9x2', name: 'Trần Thị Hiền', title: 'Công chức' },
  practice: false,
  retired: false,
  closedSince: null,
  hours: Array.from({ length: 7 }, () => [
    [450, 690],
    [810, 1020],
  ]),
  meet: { room: 'Phòng 2', phone: '024' },
  origin: 'https://hl.example',
  keys: { sign: SERVER_KEYS, seal: { kid: 'hs7k2mqd', key: KEY } },
  staffPin: { salt: 'c2FsdA', rounds: 600_000, hash: 'aGFzaA' },
  spread: 3,
  heartbeat: 300,
}
const documents = {
  receipt: [
    isReceipt,
    Receipt,
    [
      RECEIPT,
      { ...RECEIPT, branch: 'k3m9x2aq.1~1', held: true },
      { ...RECEIPT, has: { n: 3, hash: RECEIPT.hash } },
    ],
  ],
  config: [
    isConfig,
    Config,
    [
      CONFIG,
      { ...CONFIG, officer: null, hours: null, meet: null, closedSince: 1_795_000_000_000 },
      { ...CONFIG, officer: { ...CONFIG.officer, initials: 'TH' } },
      { ...CONFIG, elsewhere: 'Quầy 01' },
      { ...CONFIG, elsewhere: null },
      { ...CONFIG, word: 'công chức', patience: 3 },
    ],
  ],
  'answer to a batch': [isLogAnswer, LogAnswer, [{ receipt: SIGNED }, { receipt: SIGNED, config: SIGNED }]],
  'answer to a pairing': [
    isPairAnswer,
    PairAnswer,
    [{ device: 'k3m9x2aq', log: 'k3m9x2aq.1', epoch: 'e1', config: SIGNED, serverKeys: SERVER_KEYS, at: 1 }],
  ],
} as const

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    undefined,
    null,
    '',
    'hs7k2mqd',
    KEY,
    HASH,
    0,
    -1,
    1.5,
    1441,
    2 ** 53,
    [],
    {},
    true,
    SIGNED,
  ),
)

/** The document with some of its places, at any depth, replaced, removed or doubled; as JSON can say it. */
const spoiled = (document: object) =>
  fc
    .array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), strange, fc.nat(3)), {
      maxLength: 2,
    })
    .map((changes) => {
      const copy: unknown = structuredClone(document)
      for (const [path, value, way] of changes) change(copy, path, structuredClone(value), way)
      return copy
    })

function change(at: unknown, path: readonly number[], value: unknown, way: number): void {
  if (typeof at !== 'object' || at === null) return
  const place = at as Record<string, unknown>
  const keys = Object.keys(place)
  const key = keys[path[0]! % Math.max(1, keys.length)]
  if (key === undefined) return
  if (path.length > 1 && typeof place[key] === 'object') change(place[key], path.slice(1), value, way)
  else if (Array.isArray(at)) at.splice(Number(key), way % 2, value)
  else if (way === 0) delete place[key]
  else place[key] = value
}

test.each(Object.entries(documents))('P3: the tablet takes %s exactly where its schema does', (_, row) => {
  const [is, schema, honest] = row
  for (const document of honest) {
    expect(is(document)).toBe(true)
    expect(schema.safeParse(document).success).toBe(true)
    fc.assert(
      fc.property(spoiled(document), (value) => {
        expect(is(value)).toBe(schema.safeParse(value).success)
      }),
      { numRuns: 3_000 },
    )
  }
  fc.assert(
    fc.property(strange, (value) => {
      expect(is(value)).toBe(schema.safeParse(value).success)
    }),
  )
})
