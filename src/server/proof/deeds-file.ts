import { createHash } from 'node:crypto'
import * as z from 'zod'
import { chainText, NO_HASH } from '#src/domain/entry.ts'
import { Hash, readLine } from '#src/domain/entry-schema.ts'
import { Id, LogId } from '#src/domain/id-schema.ts'
import { Signed } from '#src/protocol/signed-schema.ts'
import { UnreadableFile } from '../backup/unreadable.ts'
import { readJson } from '../json.ts'
import { sha256, verifyNamed } from '../signature.ts'

/** The first line of an exported log of a unit. */
const DeedsHead = z.strictObject({ deeds: z.literal(1), unit: Id, log: LogId })
export type DeedsHead = z.infer<typeof DeedsHead>

/** An entry; without `line` it is none that a head may read. */
const DeedsRow = z.strictObject({ n: z.int().min(1), hash: Hash, line: z.string().optional() })
export type DeedsRow = z.infer<typeof DeedsRow>

/** What the last line signs: up to where the log goes, and the SHA-256 of all lines before it, with their ends. */
const DeedsEnd = z.strictObject({ unit: Id, n: z.int(), hash: Hash, lines: Hash })
export type DeedsEnd = z.infer<typeof DeedsEnd>

export type DeedsFault = { kind: keyof typeof SAID; from: number; to: number }

/** `key`: the public key with which it was checked. `hashes`: of each entry by its number. */
export type DeedsCheck = {
  unit: string
  entries: number
  shown: number
  key: string | undefined
  hashes: ReadonlyMap<number, string>
  faults: DeedsFault[]
}

/**
 * Checks a unit's log as a head or auditor downloads it, by the public key of its server, or else by the one that the log itself names
 * in its first entry. Names each entry that is missing or was changed. Throws UnreadableFile where it is no such file.
 */
export async function checkDeeds(chunks: AsyncIterable<string>, key?: string): Promise<DeedsCheck> {
  const digest = createHash('sha256')
  const check: Checking = {
    head: undefined,
    last: { n: 0, hash: NO_HASH },
    shown: 0,
    named: undefined,
    faults: [],
  }
  const hashes = new Map<number, string>()
  let end: Signed | undefined
  for await (const line of linesOf(chunks)) {
    if (end) throw new UnreadableFile('There is something behind the end of the log.')
    end = check.head && readJson(Signed, line)
    if (end) continue
    digest.update(`${line}\n`)
    if (check.head) takeRow(check, line, hashes)
    else check.head = readJson(DeedsHead, line)
    if (!check.head) throw new UnreadableFile('This is no log of a unit as its pages give it out.')
  }
  if (!check.head) throw new UnreadableFile('The file is empty.')
  const { unit } = check.head
  const by = key ?? check.named
  const lines = digest.digest('hex')
  const said = end && readJson(DeedsEnd, end.line)
  const { n, hash } = check.last
  const isSigned = end !== undefined && by !== undefined && verifyNamed(by, 'deeds', end)
  if (!said || !isSigned) check.faults.push({ kind: end ? 'unsigned' : 'cut', from: n, to: n })
  else if (said.n > n) check.faults.push({ kind: 'missing', from: n + 1, to: said.n })
  else if (said.unit !== unit || said.hash !== hash || said.lines !== lines)
    if (check.faults.length === 0) check.faults.push({ kind: 'differs', from: 1, to: n })
  return { unit, entries: hashes.size, shown: check.shown, key: by, hashes, faults: check.faults }
}

type Checking = {
  head: DeedsHead | undefined
  last: { n: number; hash: string }
  shown: number
  /** The key that the first entry names. */
  named: string | undefined
  faults: DeedsFault[]
}

/** Each entry follows the one before, in number and hash; after a gap the chain goes on from what is there. */
function takeRow(check: Checking, text: string, hashes: Map<number, string>): void {
  const { head, last, faults } = check
  const row = readJson(DeedsRow, text)
  if (!row || row.n <= last.n) {
    faults.push({ kind: 'altered', from: row?.n ?? last.n + 1, to: row?.n ?? last.n + 1 })
    if (!row) check.last = { n: last.n + 1, hash: '' }
    return
  }
  const { n, hash, line } = row
  if (n > last.n + 1) faults.push({ kind: 'missing', from: last.n + 1, to: n - 1 })
  const follows = n === last.n + 1 && last.hash !== ''
  if (line !== undefined && follows && sha256(chainText(head!.log, n, last.hash, line)) !== hash)
    faults.push({ kind: 'altered', from: n, to: n })
  if (line !== undefined) check.shown += 1
  const key = n === 1 ? readLine(line ?? '')?.body.key : undefined
  if (typeof key === 'string') check.named = key
  hashes.set(n, hash)
  check.last = { n, hash }
}

/** No honest line is longer: an entry, quoted once more. */
const MAX_LINE = 20_000

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw new UnreadableFile('A line of the file is longer than any entry.')
    yield* lines
  }
  if (rest !== '') yield rest
}

const SAID = {
  missing: { vi: 'thiếu', en: 'missing' },
  altered: {
    vi: 'nội dung hoặc dấu nối với mục trước không còn như đã ghi',
    en: 'the entry, or what binds it to the one before, is not as it was written',
  },
  cut: {
    vi: 'tệp bị cắt ở đây: thiếu dòng cuối có chữ ký',
    en: 'the file ends here without its signed last line',
  },
  unsigned: {
    vi: 'dòng cuối không do máy chủ có khóa này ký',
    en: 'the last line was not signed by the server with this key',
  },
  differs: {
    vi: 'có dòng khác với những gì máy chủ đã ký',
    en: 'some line is not what the server signed',
  },
  closing: {
    vi: 'khác với mã chốt giữ ở nơi khác: sổ đã bị viết lại',
    en: 'not the closing that was kept elsewhere: the log was rewritten',
  },
} as const

/** The fault as two sentences, Vietnamese and English. */
export function deedsSentence(unit: string, { kind, from, to }: DeedsFault): { vi: string; en: string } {
  const range = from === to ? `${from}` : `${from}–${to}`
  const { vi, en } = SAID[kind]
  return { vi: `Đơn vị ${unit}, mục ${range}: ${vi}`, en: `Unit ${unit}, entry ${range}: ${en}` }
}
