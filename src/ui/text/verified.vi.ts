import { glue } from './glue.ts'

/** What the server found when it read all logs, as it does each night. */
export const viVerified = {
  title: glue`Máy_chủ tự kiểm_tra`,
  hint: glue`Mỗi đêm, máy_chủ đọc lại mọi mục, chữ_ký và số_liệu, rồi so với điều mà máy_tính_bảng và máy_chủ đã ký.`,
  whole: (when: string, n: string) =>
    glue`Đã kiểm_tra lúc ${when}, đến mục ${n} của sổ đơn_vị: không thấy_lỗi.`,
  waiting: glue`Chờ kiểm_tra: máy_chủ kiểm_tra sau 1_giờ sáng.`,
  overdue: (when: string) =>
    glue`Chờ kiểm_tra: hai đêm rồi chưa kiểm_tra được. Lần gần nhất: ${when}. Xin báo quản_trị kỹ_thuật.`,
  never: glue`chưa lần nào`,
  faults: (n: string, when: string) => glue`Kiểm_tra lúc ${when}: thấy ${n}_lỗi.`,
  means: glue`Dữ_liệu trên máy_chủ đã bị sửa, bị mất hoặc bị hỏng; số_liệu có_thể không còn đúng. Phiếu mới vẫn được nhận.`,
  todo: glue`Không xóa, không sửa, không khôi_phục gì. Xin báo quản_trị kỹ_thuật giữ nguyên cơ_sở dữ_liệu và các bản sao_lưu, chạy “npm run verify” và so với bằng_chứng đã tải.`,
  others: (n: string) => glue`Và ${n}_lỗi khác: lệnh “npm run verify” nêu đủ.`,
  when: (time: string, day: string) => glue`${time} ngày ${day}`,
  tablet: glue`Chờ kiểm_tra`,
  tabletFaults: glue`Kiểm_tra thấy_lỗi`,
  notice: glue`Sổ_ghi trên máy_chủ có lỗi`,
  noticeHint: (n: string, when: string) =>
    glue`Kiểm_tra lúc ${when}: thấy ${n}_lỗi. Không xóa, không sửa gì; xin báo quản_trị kỹ_thuật.`,
  noticeOverdue: glue`Sổ_ghi chưa được kiểm_tra`,
}

export type VerifiedText = typeof viVerified
