import { glue } from './glue.ts'

const receipt = {
  title: glue`Tra_cứu phiếu đánh_giá`,
  intro: glue`Nhập mã phiếu ở màn_hình cảm_ơn để biết phiếu của Ông/Bà đã được ghi_nhận hay chưa.`,
  code: glue`Mã phiếu`,
  codeHint: glue`12 ký_tự, ví_dụ: 7K2M-9PQX-3HTA`,
  submit: glue`Tra_cứu`,
  asking: glue`Đang tra_cứu…`,
  failed: glue`Chưa tra_cứu được.`,
  recorded: glue`Phiếu đã được ghi_nhận.`,
  whole: glue`Phiếu còn nguyên_vẹn như lúc máy_tính_bảng ghi lại.`,
  counted: (month: string) => glue`Phiếu được tính vào kết_quả ${month.toLowerCase()}.`,
  same: glue`Mọi mã phiếu của đơn_vị trong cùng tháng đều mở ra trang giống nhau. Trang này không cho biết mức đánh_giá hay góp_ý của phiếu nào.`,
  unknown: glue`Chưa tìm thấy mã này`,
  unknownWhy: (am: number, pm: number) => [
    glue`Máy_tính_bảng có_thể chưa gửi phiếu. Phiếu chưa gửi vẫn được giữ trên máy.`,
    glue`Hoặc buổi chưa chốt: phiếu buổi sáng tra được sau ${am}_giờ, phiếu buổi chiều sau ${pm}_giờ, phiếu buổi tối sau ${am}_giờ ngày hôm sau.`,
    glue`Phiếu đánh_giá lúc máy ghi “Đang dùng_thử” không được tính nên không có ở đây.`,
  ],
  unknownNext: glue`Xin so lại từng ký_tự với màn_hình cảm_ơn, rồi tra lại vào ngày làm_việc tiếp_theo. Nếu nhiều ngày sau vẫn chưa thấy, xin báo thủ_trưởng đơn_vị.`,
  altered: glue`Không xác_nhận được phiếu này`,
  alteredWhy: glue`Phiếu đã được ghi_nhận, nhưng nội_dung đang lưu không còn khớp với mã của Ông/Bà. Xin giữ mã và báo thủ_trưởng đơn_vị hoặc cơ_quan cấp trên của đơn_vị.`,
}

/** The words of the page where a receipt code leads: read by citizens. */
export const viReceipt = { receipt }

export type ReceiptText = typeof viReceipt
