import { glue } from './glue.ts'

/** What an officer reads of themselves. */
const own = {
  lead: (through: string) =>
    glue`Phiếu trong các ca của Anh/Chị đến hết ${through}. Phiếu của hôm_nay được tính sớm nhất vào ngày mai.`,
  steps: glue`Số_liệu đổi theo từng nhóm 5 phiếu. Không ai xem được từng phiếu tại trang này.`,
  missing: glue`Kỳ này chưa đủ một nhóm 5 phiếu để hiện số_liệu.`,
  missingWhy: glue`Phiếu chưa đủ nhóm vẫn được giữ, và được tính khi đủ 5 phiếu. Xin chọn kỳ dài hơn.`,
  counters: (labels: string) => glue`Quầy đang phụ_trách: ${labels}.`,
  noCounter: glue`Anh/Chị nhận ca tại máy_tính_bảng bằng mã_PIN.`,
  noReasons: glue`Chưa có lý_do nào được nêu từ 5 lần trở lên trong kỳ này.`,
}

/** Where people sign in first. */
const invitation = {
  for: (unit: string) => glue`Tài_khoản tại ${unit}`,
  user: glue`Tên đăng_nhập`,
  byPassword: glue`Đặt mật_khẩu`,
  byPasswordWhat: glue`Từ lần sau, đăng_nhập bằng tên đăng_nhập ở trên và mật_khẩu này.`,
  byPin: glue`Dùng mã_PIN`,
  byPinWhat: glue`Chỉ trên điện_thoại của riêng Anh/Chị: nhập mã_PIN đang dùng tại quầy. Điện_thoại này xem được số_liệu của Anh/Chị trong 30 ngày.`,
  pin: glue`Mã_PIN 6 số`,
  noPin: glue`Anh/Chị chưa có mã_PIN, hoặc mã đang bị khóa: hãy đặt mật_khẩu, hoặc xin thủ_trưởng đơn_vị cấp mã_PIN.`,
  submitPassword: glue`Đặt mật_khẩu và đăng_nhập`,
  submitPin: glue`Đăng_nhập trên điện_thoại này`,
  noToken: glue`Cần mở trang này bằng liên_kết do đơn_vị cấp.`,
}

/** What an operator sees of the machine. */
const machine = {
  lead: glue`Tình_trạng máy_chủ. Trang này không có phiếu, số_liệu hay góp_ý.`,
  attention: glue`Cần chú_ý`,
  nothing: glue`Máy_chủ đang hoạt_động tốt.`,
  backup: glue`Bản sao lưu gần nhất`,
  noBackup: glue`chưa có`,
  build: glue`Phiên_bản đang chạy`,
  noBuild: glue`không rõ`,
}

export const viOwn = { own, invitation, machine }
