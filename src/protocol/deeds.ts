import * as z from 'zod/mini'
import { isDay } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'

const said = (vi: string, en: string) => ({ vi, en })

/** What an entry of the unit's log can say that somebody did, and what a list of kinds calls it. */
export const DEEDS = {
  'signed-in': said('Đăng nhập', 'Signing in'),
  'signed-out': said('Đăng xuất', 'Signing out'),
  'session-ended': said('Kết thúc một nơi đăng nhập', 'Ending a session'),
  'password-set': said('Đặt mật khẩu', 'Setting a password'),
  'account-added': said('Thêm tài khoản', 'Adding an account'),
  'account-invited': said('Cấp liên kết đăng nhập', 'Giving a link to sign in'),
  'account-changed': said('Sửa tài khoản', 'Changing an account'),
  'account-ended': said('Đóng tài khoản', 'Closing an account'),
  'token-made': said('Cấp mã lấy số liệu', 'Making a token'),
  'token-revoked': said('Thu hồi mã lấy số liệu', 'Revoking a token'),
  'rows-opened': said('Mở từng phiếu', 'Opening single ratings'),
  'rows-pulled': said('Mở từng phiếu bằng mã', 'Opening single ratings by a token'),
  'feedback-opened': said('Mở góp ý', 'Opening comments'),
  'urgent-opened': said('Mở việc khẩn', 'Opening urgent matters'),
  'summary-exported': said('Tải bảng số liệu', 'Downloading figures'),
  'proofs-exported': said('Tải bằng chứng', 'Downloading the proof'),
  'deeds-exported': said('Tải sổ ghi', 'Downloading the log'),
  'log-exported': said('Xuất các sổ cho thanh tra', 'Exporting all logs for an auditor'),
  'rescue-imported': said('Nhập tệp cứu hộ', 'Bringing a rescue file'),
  'log-refilled': said('Bù mục đã mất', 'Bringing back lost entries'),
  'clock-confirmed': said('Xác nhận giờ của máy chủ', 'Confirming the server’s clock'),
  restored: said('Khôi phục từ bản sao lưu', 'Restoring a backup'),
  'set-up': said('Thiết lập đơn vị', 'Setting up the unit'),
  'unit-founded': said('Lập đơn vị cấp dưới', 'Founding a unit below'),
  'unit-renamed': said('Đổi tên đơn vị', 'Renaming the unit'),
  'unit-closing': said('Định ngày kết thúc đơn vị', 'Setting the last day of the unit'),
  'unit-succeeds': said('Kế tục đơn vị khác', 'Succeeding another unit'),
  'place-offered': said('Cấp mã nhận đơn vị', 'Giving a code to place a unit by'),
  'unit-placed': said('Chuyển đơn vị về dưới đơn vị khác', 'Putting the unit under another one'),
  'unit-joins': said('Nhận đơn vị cấp dưới', 'Taking in a unit below'),
  'unit-leaves': said('Đơn vị cấp dưới chuyển đi', 'A unit below going elsewhere'),
  'unit-changed': said('Sửa đơn vị', 'Changing the unit'),
  'counter-added': said('Thêm quầy', 'Adding a counter'),
  'counter-changed': said('Sửa quầy', 'Changing a counter'),
  'counter-officer': said('Ghi người ngồi quầy', 'Noting who sits at a counter'),
  'officer-added': said('Thêm cán bộ', 'Adding an officer'),
  'officer-changed': said('Sửa cán bộ', 'Changing an officer'),
  'officer-left': said('Cho cán bộ nghỉ', 'An officer leaving'),
  'officer-returned': said('Cho cán bộ trở lại', 'An officer returning'),
  'roster-added': said('Thêm cán bộ từ tệp', 'Adding officers from a file'),
  'roster-changed': said('Sửa cán bộ từ tệp', 'Changing officers from a file'),
  'roster-exported': said('Tải danh sách cán bộ', 'Downloading the roster'),
  'pin-offered': said('Cấp mã PIN cho cán bộ', 'Letting an officer set a PIN'),
  'pin-set': said('Cán bộ đặt mã PIN', 'An officer setting a PIN'),
  'pin-withdrawn': said('Thu hồi mã PIN của cán bộ', 'Withdrawing an officer’s PIN'),
  'pin-locked': said('Khóa mã PIN của cán bộ', 'Locking an officer’s PIN'),
  'pin-unlocked': said('Mở khóa mã PIN của cán bộ', 'Unlocking an officer’s PIN'),
  'duty-corrected': said('Sửa ca làm việc', 'Correcting a duty'),
  'duty-kept': said('Giữ nguyên ca làm việc', 'Leaving a duty as it is'),
  'code-offered': said('Lấy mã ghép nối', 'Getting a pairing code'),
  'device-paired': said('Ghép nối máy tính bảng', 'Pairing a tablet'),
  'device-key': said('Ghi nhận khóa của máy', 'Noting a tablet’s key'),
  'device-begun': said('Bắt đầu tính phiếu', 'Beginning to count'),
  'device-called': said('Gọi máy', 'Calling a tablet'),
  'device-moved': said('Đổi quầy của máy', 'Moving a tablet'),
  'device-retired': said('Ngừng dùng máy', 'Retiring a tablet'),
  'held-counted': said('Tính các mục giữ riêng', 'Counting what was held apart'),
  'held-left': said('Không tính các mục giữ riêng', 'Leaving what was held apart'),
  'device-replaced': said('Thay máy', 'Replacing a tablet'),
  'device-emptied': said('Máy bị xóa dữ liệu', 'A tablet was emptied'),
  'device-known-again': said('Nhận lại máy cũ', 'Knowing a tablet again'),
  'staff-pin-set': said('Đặt mã PIN góc cán bộ', 'Setting the PIN of the staff corner'),
} as const
export type DeedKind = keyof typeof DEEDS

const EntryNumber = z.string().check(z.regex(/^[1-9]\d{0,14}$/))
const Day = z.string().check(z.refine(isDay))

/**
 * `GET …/deeds`: what people did in the unit, the newest first. `before`: a number of the unit's log; `by`: an account, a token, or
 * `operator` for the terminal and the program itself; `deed`: one kind, as `rows-opened`; `from`, `to`: local days, both included.
 */
export const DeedsQuery = z.strictObject({
  before: z.optional(EntryNumber),
  by: z.optional(z.union([Id, z.literal('operator')])),
  deed: z.optional(z.string().check(z.regex(/^[a-z-]{1,40}$/))),
  from: z.optional(Day),
  to: z.optional(Day),
})
export type DeedsQuery = z.infer<typeof DeedsQuery>

/**
 * `GET …/deeds/export`: `lines`, the whole of the unit's own log as it stands, which `npm run verify -- --deeds` checks; or `csv`, the
 * deeds that are asked for. That it was exported is the last entry of it.
 */
export const DeedsExportQuery = z.union([
  z.strictObject({ format: z.literal('lines') }),
  z.strictObject({
    format: z.literal('csv'),
    by: DeedsQuery.shape.by,
    deed: DeedsQuery.shape.deed,
    from: DeedsQuery.shape.from,
    to: DeedsQuery.shape.to,
  }),
])

const Name = z.string().check(atMost(160))

/**
 * `n`: the entry of the unit's log, at `at`, ms since 1970; `by` null: the operator, or the program itself. `of` holds ids and plain
 * facts; `names`: what counters, officers and accounts among these were called then, and by its id the counter of a tablet.
 */
const DeedSaid = z.object({
  n: z.int(),
  at: z.int(),
  by: z.nullable(z.object({ id: Id, name: Name })),
  deed: z.string(),
  of: z.string(),
  names: z.record(z.string(), Name),
})

/** `next`: what to ask `before` for those that are older; null: there are none. `people`: by whom something may be done. */
export const DeedList = z.object({
  deeds: z.array(DeedSaid),
  next: z.nullable(z.int()),
  people: z.array(z.object({ id: Id, name: Name })),
})
export type DeedList = z.infer<typeof DeedList>
