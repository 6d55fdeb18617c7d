import { glue } from './glue.ts'

/**
 * What a sentence of the log can say: names as they were then, what was changed, how many. `to` is the other thing, or up to where;
 * `names` are all; `whom` and `day`: of a duty to whom it is credited, '' for nobody, and when it was; `tablet` is one with its counter, and `other` the one that came in its place.
 */
export type Told = Readonly<
  Record<
    'name' | 'names' | 'fields' | 'role' | 'n' | 'from' | 'to' | 'tablet' | 'other' | 'why' | 'whom' | 'day',
    string
  >
>
export type Telling = (told: Told) => string

const told = {
  'signed-in': () => glue`Đăng_nhập.`,
  'signed-out': () => glue`Đăng_xuất.`,
  'session-ended': () => glue`Kết_thúc một nơi khác đang đăng_nhập bằng tài_khoản của mình.`,
  'password-set': ({ name }) => glue`Đặt mật_khẩu mới cho tài_khoản của ${name}.`,
  'account-added': ({ name, role }) => glue`Thêm tài_khoản của ${name}, vai_trò: ${role}.`,
  'account-invited': ({ name }) => glue`Cấp liên_kết để ${name} đăng_nhập lần đầu hoặc đặt lại mật_khẩu.`,
  'account-changed': ({ name, fields }) => glue`Sửa tài_khoản của ${name}: ${fields}.`,
  'account-ended': ({ name }) => glue`Đóng tài_khoản của ${name}.`,
  'token-made': ({ name, fields, to }) =>
    glue`Cấp mã lấy số_liệu “${name}” để đọc ${fields}, dùng đến hết ngày ${to}.`,
  'token-revoked': ({ name }) => glue`Thu_hồi mã lấy số_liệu “${name}”.`,
  'rows-opened': ({ n }) => glue`Mở ${n} phiếu.`,
  'rows-pulled': ({ name }) => glue`Mở phiếu bằng mã lấy số_liệu “${name}”; mỗi ngày chỉ ghi lần đầu.`,
  'feedback-opened': ({ n }) => glue`Mở ${n} góp_ý.`,
  'urgent-opened': ({ n }) => glue`Mở ${n} việc khẩn.`,
  'summary-exported': ({ from, to }) => glue`Tải bảng số_liệu từ ${from} đến ${to}.`,
  'proofs-exported': () => glue`Tải bằng_chứng: mã chốt của mọi buổi.`,
  'deeds-exported': () => glue`Tải sổ_ghi.`,
  'clock-confirmed': ({ from }) => glue`Xác_nhận hôm đó là ${from} theo đồng_hồ máy_chủ.`,
  restored: ({ from }) =>
    glue`Khôi_phục cơ_sở dữ_liệu từ bản sao_lưu ngày ${from}. Máy_tính_bảng gửi bù phần đến sau đó.`,
  'log-exported': ({ why }) => glue`Xuất các sổ cho thanh_tra. Lý_do: ${why}`,
  'rescue-imported': ({ tablet }) => glue`Nhập tệp cứu_hộ của ${tablet}.`,
  'log-refilled': ({ tablet, to }) => glue`Bù mục đã mất của ${tablet}, đến mục ${to}.`,
  'set-up': ({ name }) => glue`Thiết_lập đơn_vị; thủ_trưởng: ${name}.`,
  'unit-founded': ({ name }) => glue`Lập đơn_vị cấp dưới “${name}”.`,
  'unit-renamed': ({ to }) => glue`Đổi tên đơn_vị, từ ngày ${to}.`,
  'unit-closing': ({ to }) => glue`Định ngày hoạt_động cuối của đơn_vị: ${to}.`,
  'unit-succeeds': ({ name, to }) =>
    glue`Kế_tục đơn_vị “${name}” từ ngày ${to}: xem được số_liệu đã chốt của đơn_vị đó.`,
  'place-offered': () => glue`Cấp mã để nhận một đơn_vị về dưới đơn_vị này.`,
  'unit-placed': ({ name, to }) => glue`Chuyển đơn_vị về dưới “${name}”, từ ngày ${to}.`,
  'unit-joins': ({ name, to }) => glue`Nhận “${name}” làm đơn_vị cấp dưới, từ ngày ${to}.`,
  'unit-leaves': ({ name, to }) => glue`Đơn_vị cấp dưới “${name}” chuyển về dưới đơn_vị khác, từ ngày ${to}.`,
  'unit-changed': ({ fields }) => glue`Sửa đơn_vị: ${fields}.`,
  'counter-added': ({ name }) => glue`Thêm quầy “${name}”.`,
  'counter-changed': ({ name, fields }) => glue`Sửa quầy “${name}”: ${fields}.`,
  'officer-added': ({ name }) => glue`Thêm cán_bộ ${name}.`,
  'officer-changed': ({ name, fields }) => glue`Sửa cán_bộ ${name}: ${fields}.`,
  'officer-left': ({ name, to }) => glue`Cho cán_bộ ${name} nghỉ sau ngày ${to}.`,
  'officer-returned': ({ name, to }) => glue`Cho cán_bộ ${name} trở lại từ ngày ${to}.`,
  'roster-added': ({ names }) => glue`Thêm cán_bộ từ tệp: ${names}.`,
  'roster-changed': ({ names }) => glue`Sửa cán_bộ từ tệp: ${names}.`,
  'roster-exported': () => glue`Tải danh_sách cán_bộ.`,
  'pin-offered': ({ name }) => glue`Cấp liên_kết để cán_bộ ${name} tự đặt mã_PIN.`,
  'pin-set': ({ name }) => glue`Cán_bộ ${name} tự đặt mã_PIN bằng liên_kết được cấp.`,
  'pin-withdrawn': ({ name }) => glue`Thu_hồi mã_PIN của cán_bộ ${name}.`,
  'pin-locked': ({ name }) => glue`Khóa mã_PIN của cán_bộ ${name}: nhập sai quá nhiều lần trong một giờ.`,
  'pin-unlocked': ({ name }) => glue`Mở khóa mã_PIN của cán_bộ ${name}.`,
  'counter-officer': ({ name, whom }) =>
    whom
      ? glue`Cán_bộ ${whom} ngồi quầy “${name}”: phiếu chọn quầy này tại sảnh được tính cho người đó.`
      : glue`Không còn cán_bộ cố_định ở quầy “${name}”.`,
  'duty-corrected': ({ name, whom, day }) =>
    glue`Sửa ca làm_việc của cán_bộ ${name} ngày ${day}: ${whom ? `tính cho ${whom}` : 'không tính cho ai'}.`,
  'duty-kept': ({ name, day }) => glue`Giữ nguyên ca làm_việc của cán_bộ ${name} ngày ${day}.`,
  'code-offered': ({ name }) => glue`Lấy mã ghép_nối cho quầy “${name}”.`,
  'device-paired': ({ tablet }) => glue`Ghép_nối ${tablet}.`,
  'device-key': ({ tablet }) => glue`Ghi_nhận khóa ký của ${tablet}.`,
  'device-begun': ({ tablet }) => glue`Bắt_đầu tính phiếu trên ${tablet}.`,
  'device-called': ({ tablet }) => glue`Gọi máy: ${tablet}.`,
  'device-moved': ({ tablet }) => glue`Chuyển máy sang quầy khác: ${tablet}.`,
  'device-retired': ({ tablet }) => glue`Ngừng dùng ${tablet}.`,
  'held-counted': ({ tablet, fields, n }) =>
    glue`Tính vào số_liệu các mục giữ riêng ${fields}–${n} của ${tablet}.`,
  'held-left': ({ tablet, fields, n }) => glue`Không tính các mục giữ riêng ${fields}–${n} của ${tablet}.`,
  'device-replaced': ({ tablet, other }) => glue`Thay ${tablet} bằng ${other}.`,
  'device-emptied': ({ tablet, n }) =>
    glue`Nối lại ${tablet} sau khi máy bị xóa dữ_liệu, đã nhận đến mục ${n}.`,
  'device-known-again': ({ tablet }) => glue`Nhận lại ${tablet} sau khi máy_chủ được khôi_phục.`,
  'staff-pin-set': () => glue`Đặt mã_PIN mới cho góc cán_bộ.`,
} satisfies Readonly<Record<string, Telling>>

const fields: Readonly<Record<string, string>> = {
  name: 'tên',
  place: glue`địa_phương`,
  hours: glue`giờ làm_việc`,
  days: glue`ngày nghỉ`,
  meet: glue`cách gặp lãnh_đạo`,
  label: glue`ký_hiệu`,
  officer: glue`cán_bộ tại quầy`,
  closed: glue`tạm nghỉ hoặc mở lại`,
  title: glue`chức_danh`,
  field: glue`lĩnh_vực`,
  initials: glue`chữ viết tắt`,
  password: glue`mật_khẩu`,
  last_day: glue`ngày cuối`,
  summary: glue`số_liệu chung`,
  ratings: glue`từng phiếu`,
}

/** What people did and opened, as the unit's log has it. */
export const viLog = {
  lead: glue`Ai đã làm gì, mở gì, vào lúc nào; mới nhất trước. Mọi thao_tác được ghi vào Sổ_ghi, không sửa hoặc xóa được.`,
  download: glue`Tải sổ_ghi`,
  downloadTable: glue`Tải bảng CSV`,
  downloadHint: glue`Sổ_ghi tải về có chữ_ký của máy_chủ; thanh_tra kiểm_tra bằng lệnh “npm run verify -- --deeds <tệp>”. Bảng CSV gồm những việc đang lọc. Mỗi lần tải là một việc được ghi.`,
  filter: 'Lọc',
  clear: glue`Bỏ lọc`,
  by: 'Ai',
  everyone: glue`Mọi người`,
  operator: glue`Máy_chủ hoặc quản_trị kỹ_thuật`,
  kind: 'Việc',
  everything: glue`Mọi việc`,
  from: glue`Từ ngày`,
  to: glue`Đến hết ngày`,
  dayHint: glue`Ví_dụ: 24/11/2026`,
  list: glue`Danh_sách việc`,
  columns: { when: 'Lúc', by: 'Ai', what: 'Việc' },
  told,
  fields,
  unknown: (kind: string) => glue`Việc mà phiên_bản này chưa biết: ${kind}.`,
  tablet: (id: string, counter: string) =>
    counter === '' ? glue`máy_${id}` : glue`máy_${id} tại “${counter}”`,
  count: (n: string) => glue`Đang hiện ${n} việc`,
  more: glue`Xem việc cũ hơn`,
  empty: glue`Không có việc nào khớp.`,
  emptyWhy: glue`Hãy chọn khoảng ngày rộng hơn, hoặc bỏ lọc.`,
}

export type LogText = typeof viLog
