import { glue } from './glue.ts'

/** The closings on paper: what each column is, and how somebody compares them later. */
export const viClosings = {
  title: glue`Mã chốt sổ`,
  open: glue`Xem và in mã chốt`,
  print: 'In',
  unit: glue`Đơn_vị`,
  id: glue`Mã đơn_vị`,
  period: 'Kỳ',
  printed: glue`Lập lúc`,
  what: glue`Hết mỗi buổi, máy_chủ chốt các sổ: mã băm gắn với mọi mục và mọi lần nhận phiếu đến lúc đó, rồi được ký. Sửa, bớt hay thêm một mục về sau thì mã không còn khớp. Trang này không có phiếu nào.`,
  columns: {
    half: 'Buổi',
    n: 'Mục',
    hash: glue`Mã băm (SHA-256)`,
    signature: glue`Đầu chữ_ký`,
  },
  none: glue`Kỳ này chưa có buổi nào được chốt.`,
  half: (half: 'am' | 'pm', day: string) => glue`${half === 'am' ? 'Sáng' : 'Chiều'} ${day}`,
  compareTitle: glue`Cách so`,
  compare: [
    glue`Giữ bản in này ở nơi mà người quản_trị máy_chủ không với tới.`,
    glue`Khi cần kiểm_tra, người quản_trị chạy “npm run closings -- --print” trước mặt người kiểm_tra: mỗi buổi phải có cùng số mục, cùng mã băm, cùng đầu chữ_ký.`,
    glue`Nếu khác, hoặc thiếu một buổi, thì sổ đã bị viết lại. Có tệp bằng_chứng đã tải thì chạy “npm run verify -- --closing <tệp>”: máy so từng buổi.`,
  ],
}

export type ClosingsText = typeof viClosings
