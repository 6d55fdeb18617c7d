import { glue } from './glue.ts'

/** By what other programs pull the unit's figures. */
export const viTokens = {
  title: glue`Mã lấy số_liệu`,
  hint: glue`Bảng_tính hoặc phần_mềm khác dùng mã để lấy số_liệu của đơn_vị mà không cần ai đăng_nhập.`,
  none: glue`Chưa có mã nào.`,
  add: glue`Tạo mã mới`,
  name: glue`Tên mã`,
  nameHint: glue`Ghi nơi dùng mã, ví_dụ: Bảng_tính của văn_phòng`,
  reads: glue`Được đọc`,
  pulls: {
    summary: glue`Số_liệu tổng_hợp`,
    ratings: glue`Từng phiếu`,
    'summary ratings': glue`Số_liệu tổng_hợp và từng phiếu`,
  },
  readsHint: glue`Từng phiếu không kèm góp_ý, giờ gửi hay tên cán_bộ. Mã không đọc được gì khác và không sửa được gì.`,
  last: glue`Dùng đến hết ngày`,
  lastHint: glue`Ngày/tháng/năm, nhiều nhất một năm kể từ hôm_nay. Sau ngày đó mã tự hết hiệu_lực.`,
  by: (name: string, day: string) => glue`${name} tạo ngày ${day}`,
  until: (day: string) => glue`dùng đến hết ngày ${day}`,
  used: (time: string, day: string) => glue`dùng gần nhất khoảng ${time} ngày ${day}`,
  unused: glue`chưa dùng lần nào`,
  states: {
    open: glue`Đang dùng`,
    soon: glue`Sắp hết hạn`,
    over: glue`Đã hết hạn`,
    revoked: glue`Đã thu_hồi`,
  },
  saved: glue`Đã lưu.`,
  revoke: glue`Thu_hồi`,
  revokeTitle: (name: string) => glue`Thu_hồi mã “${name}”?`,
  revokeWhat: glue`Bảng_tính hoặc phần_mềm đang dùng mã này không lấy được số_liệu nữa, ngay từ lần sau. Không khôi_phục được; khi cần, hãy tạo mã mới.`,
  madeTitle: (name: string) => glue`Mã “${name}” đã sẵn_sàng`,
  once: glue`Mã chỉ hiện một lần này: hãy chép ngay vào nơi cần dùng. Máy_chủ không giữ mã nên không xem lại được.`,
  guard: glue`Ai có mã đều đọc được số_liệu: hãy giữ như mật_khẩu. Nếu lộ, hãy thu_hồi và tạo mã mới.`,
  secret: glue`Mã`,
  copy: glue`Chép mã`,
  copied: glue`Đã chép mã.`,
  notCopied: glue`Trình_duyệt không tự chép được. Mã đã được chọn: hãy bấm Ctrl+C.`,
  addresses: glue`Địa_chỉ để lấy số_liệu`,
  kept: glue`Tôi đã chép mã`,
}

export type TokenText = typeof viTokens
