import { glue } from './glue.ts'

/** What is told at once: somebody says that money or a gift was asked for. */
export const viUrgent = {
  lead: glue`Phiếu có người nói bị vòi_vĩnh, gợi_ý đưa tiền, quà. Những phiếu này được báo ngay cho cấp trên và người được đơn_vị giao, không chờ đủ nhóm 5 phiếu. Mỗi lần mở trang này được ghi vào sổ_ghi.`,
  none: (days: string) => glue`Không có việc khẩn nào trong ${days} ngày qua.`,
  notNamed: glue`Đơn_vị chưa giao Anh/Chị nhận việc khẩn.`,
  notNamedHint: glue`Thủ_trưởng giao ở trang Cấu_hình.`,
  kept: glue`Có lời kể; chỉ người được đơn_vị đó giao đọc được.`,
  notice: (n: string, days: string) => glue`${n} phiếu báo bị vòi_vĩnh trong ${days} ngày qua`,
  noticeHint: glue`Bấm vào đây để đọc; việc mở được ghi vào sổ_ghi`,
  receivers: glue`Nhận việc khẩn`,
  receiversHint: glue`Phiếu có lý_do “Vòi_vĩnh, gợi_ý đưa tiền, quà” được báo ngay cho người được chọn ở đây, cùng lời kể nếu có. Người liên_quan không đọc được phiếu về chính mình.`,
  above: (unit: string) => glue`Cấp trên (${unit}) luôn được báo, không kèm lời kể.`,
  noneAbove: glue`Trong hệ_thống này đơn_vị không có cấp trên. Không chọn ai thì không ai được báo ngay: phiếu chờ như các góp_ý khác.`,
}
