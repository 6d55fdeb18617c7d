/** What can be wrong with stored logs. `said` completes "Máy tính bảng …, mục 12–15: …". */
type Kind = { vi: string; en: string }

export const FAULTS = {
  database: { vi: 'tệp cơ sở dữ liệu bị hỏng', en: 'the file of the database is damaged' },
  missing: { vi: 'thiếu các mục này', en: 'these entries are missing' },
  hole: {
    vi: 'các mục này đã mất: máy tính bảng không còn giữ và máy chủ không có',
    en: 'these entries are lost: neither the tablet nor the server holds them any more',
  },
  altered: { vi: 'nội dung không khớp chuỗi băm', en: 'what is stored does not fit the chain of hashes' },
  unreadable: { vi: 'nội dung không đọc được', en: 'what is stored is no entry' },
  rewritten: {
    vi: 'nội dung khác với điều máy tính bảng đã ký',
    en: 'what is stored is not what the tablet signed',
  },
  'bad-signature': { vi: 'chữ ký của lần gửi không đúng', en: 'the signature of the batch is wrong' },
  unsigned: {
    vi: 'các mục này không có chữ ký của máy tính bảng',
    en: 'no signed batch holds these entries',
  },
  head: { vi: 'số cuối của sổ không đúng', en: 'the log ends elsewhere than its head says' },
  genesis: { vi: 'khóa ở mục đầu sổ không đúng', en: 'the key in the first entry is not the one on record' },
  branch: {
    vi: 'sổ bị tách nhánh: máy tính bảng gửi nội dung khác cho cùng các số này',
    en: 'a branch: the tablet sent other entries for numbers that were stored already',
  },
  'mark-missing': { vi: 'phiếu thiếu dấu nhận', en: 'a rating has no receive mark' },
  'mark-stray': { vi: 'dấu nhận không thuộc phiếu nào', en: 'a receive mark belongs to no counted rating' },
  'mark-altered': { vi: 'dấu nhận đã bị sửa', en: 'the receive mark was changed' },
  position: { vi: 'thứ tự nhận phiếu bị đứt', en: 'positions of received ratings have a gap' },
  'comment-missing': { vi: 'thiếu góp ý niêm phong', en: 'the sealed comment is missing' },
  'comment-altered': {
    vi: 'góp ý niêm phong không mở được hoặc không khớp với phiếu',
    en: 'the sealed comment does not open or is not the one that the rating names',
  },
  tally: { vi: 'số liệu tổng hợp khác với sổ', en: 'the tally differs from the log' },
  duty: {
    vi: 'những mục nói về ca làm việc khác với điều máy chủ biết',
    en: 'the server does not know of this entry that it tells of a duty, or knows it of one that does not',
  },
  release: {
    vi: 'phiếu đã chốt phải hoặc đang chờ, hoặc đã công bố, đúng một lần, và đứng đúng chỗ trong hàng phiếu lẻ',
    en: 'of what was closed each rating must wait or be released, and once, and leftovers stand in their order: this does not',
  },
  receipt: {
    vi: 'mã phiếu thiếu, thừa, hoặc khác với mã mà sổ cho ra',
    en: 'the receipt code is missing, of no closed rating, or not the one that the log gives',
  },
  'closing-missing': { vi: 'thiếu chữ ký chốt sổ', en: 'the signature of a closing is missing' },
  'closing-altered': { vi: 'lần chốt sổ đã bị sửa', en: 'the closing was changed' },
  'closing-differs': {
    vi: 'sổ khác với lần chốt sổ đã ký',
    en: 'the log is not as a signed closing named it',
  },
  'unit-head': {
    vi: 'sổ của đơn vị kết thúc ở chỗ khác với chỗ mà máy chủ đã ký',
    en: 'the unit’s log ends elsewhere than the server signed',
  },
  'unit-head-altered': {
    vi: 'chữ ký của máy chủ về chỗ kết thúc sổ bị thiếu hoặc không đúng',
    en: 'the server’s signature of where the log ends is missing or wrong',
  },
  intake: {
    vi: 'khác với điều máy chủ đã ký khi nhận, từ lần chốt sổ gần nhất',
    en: 'what came in since the last closing is not what the server signed as it came',
  },
  'intake-altered': {
    vi: 'chữ ký của máy chủ về những gì đã nhận từ lần chốt sổ gần nhất bị thiếu hoặc không đúng',
    en: 'the server’s signature of what came in since the last closing is missing or wrong',
  },
  differs: {
    vi: 'máy chủ đã ghi lại rằng trước lúc đó có người sửa những gì nó đã nhận',
    en: 'here the server wrote down that somebody had changed what it had taken in',
  },
  'proof-stray': {
    vi: 'có chữ ký hoặc bằng chứng về các mục không có ở đây',
    en: 'a signature or proof is here of entries that are not',
  },
  'comment-stray': {
    vi: 'có góp ý niêm phong mà phiếu không nhắc tới',
    en: 'a sealed comment is here that no rating names',
  },
  'device-altered': {
    vi: 'máy tính bảng của sổ này không còn trong danh sách, hoặc khóa của máy đã bị sửa',
    en: 'the tablet of this log is not on record any more, or its key was changed',
  },
  'device-key': {
    vi: 'máy tính bảng có khóa mà sổ của đơn vị không ghi, hoặc thiếu khóa mà sổ có ghi',
    en: 'the tablet has a key that the unit’s log does not name, or lacks one that it names',
  },
  generation: {
    vi: 'máy tính bảng được ghi là đang dùng một sổ cũ hơn sổ mới nhất của máy',
    en: 'the tablet is on record with an older log than the newest that it began',
  },
  retired: {
    vi: 'máy tính bảng được ghi là đã ngừng dùng, hoặc còn dùng, khác với sổ của đơn vị',
    en: 'the tablet is on record as retired, or not, other than the unit’s log says',
  },
  held: {
    vi: 'những mục giữ riêng được tính hoặc không tính khác với điều sổ của đơn vị ghi',
    en: 'what was held apart counts, or does not, other than the unit’s log says',
  },
  emptied: {
    vi: 'điều thủ trưởng được báo về phiếu đã mất của máy này khác với sổ của đơn vị',
    en: 'what the head is told of this tablet’s lost ratings is not what the unit’s log says',
  },
  'kept-missing': {
    vi: 'mã chốt giữ ở nơi khác có lần chốt sổ này, cơ sở dữ liệu thì không',
    en: 'the closings that were kept elsewhere have this one, the database has not',
  },
  'kept-differs': {
    vi: 'lần chốt sổ này khác với mã chốt giữ ở nơi khác: sổ đã bị viết lại',
    en: 'this closing is not the one that was kept elsewhere: the log was rewritten',
  },
  stray: {
    vi: 'dữ liệu của một sổ hay đơn vị không có trong danh sách, hoặc ghi cho đơn vị khác',
    en: 'rows of a log or unit that is not on record, or of another unit than its own',
  },
} as const satisfies Record<string, Kind>

export type FaultKind = keyof typeof FAULTS

/** One thing that is wrong: in which log, at which numbers, both included (of a unit: positions). */
export type Fault = {
  kind: FaultKind
  unit: string
  /** Null: the unit's own log. */
  device: string | null
  log: string
  from: number
  to: number
  /** The tally's key, the closing's half day: what the numbers alone do not tell. */
  detail?: string
}

/** What is of no log, since it is of all: where the file itself is damaged. */
export const OF_ALL = { unit: '', device: null, log: '' } as const

type Owner = Pick<Fault, 'unit' | 'device' | 'log'>
export type Note = (kind: FaultKind, from: number, to?: number, detail?: string) => void

/** Collects faults; neighbours of one kind become one range. */
export class Faults {
  readonly found: Fault[] = []

  of({ unit, device, log }: Owner): Note {
    return (kind, from, to = from, detail) => {
      const last = this.found.at(-1)
      const continues =
        last?.kind === kind && last.log === log && last.to + 1 === from && last.detail === detail
      if (continues) last.to = to
      else this.found.push({ kind, unit, device, log, from, to, ...(detail !== undefined && { detail }) })
    }
  }
}

/** The fault as two sentences, Vietnamese and English. */
export function sentence(fault: Fault): { vi: string; en: string } {
  const { vi, en } = FAULTS[fault.kind]
  const range = fault.from === fault.to ? `${fault.from}` : `${fault.from}–${fault.to}`
  const detail = fault.detail === undefined ? '' : ` (${fault.detail})`
  if (fault.log === '') return { vi: `Máy chủ: ${vi}${detail}`, en: `Server: ${en}${detail}` }
  const ownerVi = fault.device ? `Máy tính bảng ${fault.device}` : `Đơn vị ${fault.unit}`
  const ownerEn = fault.device ? `Tablet ${fault.device}` : `Unit ${fault.unit}`
  return {
    vi: `${ownerVi}, sổ ${fault.log}, mục ${range}: ${vi}${detail}`,
    en: `${ownerEn}, log ${fault.log}, entry ${range}: ${en}${detail}`,
  }
}
