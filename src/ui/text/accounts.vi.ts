import { glue } from './glue.ts'

/** Who may sign in to the unit's pages, and one's own account. */
export const viAccounts = {
  saved: glue`Đã lưu.`,
  user: glue`Tên đăng_nhập`,
  roles: {
    head: glue`Thủ_trưởng đơn_vị`,
    deputy: glue`Cấp phó`,
    auditor: glue`Thanh_tra`,
  },
  roleHints: {
    head: glue`Xem và làm mọi việc của đơn_vị, kể cả mở tài_khoản cho người khác.`,
    deputy: glue`Xem số_liệu và góp_ý, nhập tệp cứu dữ_liệu; không sửa cấu_hình, không mở tài_khoản.`,
    auditor: glue`Xem số_liệu, mã chốt sổ và việc đã làm trong thời_hạn ghi dưới đây; không đọc góp_ý, không sửa gì.`,
  },
  role: glue`Vai_trò`,
  name: glue`Họ và tên`,
  list: glue`Người được đăng_nhập`,
  add: glue`Thêm tài_khoản`,
  change: (name: string) => glue`Sửa tài_khoản của ${name}`,
  first: glue`Từ ngày`,
  last: glue`Đến hết ngày`,
  dayHint: glue`Ngày/tháng/năm, ví_dụ: 24/11/2026`,
  reason: glue`Lý_do`,
  reasonHint: glue`Ví_dụ: số và ngày của quyết_định thanh_tra. Lý_do được giữ lại cùng tài_khoản.`,
  newPassword: glue`Mật_khẩu mới`,
  newPasswordHint: glue`Để trống nếu giữ mật_khẩu cũ. Khi đổi, mọi nơi đang đăng_nhập bằng tài_khoản này bị đăng_xuất.`,
  firstPasswordHint: glue`Ít_nhất 12 ký_tự; đưa tận tay cho người dùng, và nhắc đổi ngay ở trang Tài_khoản.`,
  states: {
    open: glue`Đang dùng`,
    'not-yet': glue`Chưa đến ngày`,
    over: glue`Đã hết hạn`,
    ended: glue`Đã đóng`,
  },
  term: (first: string, last: string) => glue`${first} – ${last}`,
  sessions: (n: string) => glue`đang đăng_nhập ở ${n} nơi`,
  self: glue`(tài_khoản đang dùng)`,
  end: glue`Đóng tài_khoản`,
  endTitle: (name: string) => glue`Đóng tài_khoản của ${name}?`,
  endWhat: glue`Người này bị đăng_xuất ngay và không đăng_nhập được nữa. Tên đăng_nhập không dùng lại cho người khác, vì sổ của đơn_vị còn ghi việc đã làm. Không mở lại được; khi cần, hãy thêm tài_khoản mới.`,
  password: glue`Đổi mật_khẩu`,
  oldPassword: glue`Mật_khẩu đang dùng`,
  passwordSet: glue`Đã đổi mật_khẩu. Những nơi khác đang đăng_nhập đã bị đăng_xuất.`,
  places: glue`Những nơi đang đăng_nhập`,
  placesHint: glue`Nếu thấy một lần đăng_nhập không phải của mình, hãy kết_thúc nó và đổi mật_khẩu ngay.`,
  since: (when: string) => glue`Từ ${when}`,
  until: (when: string) => glue`đến ${when}`,
  here: glue`Đây là trang này`,
  endSession: glue`Kết_thúc`,
}

export type AccountText = typeof viAccounts
