import { glue } from './glue.ts'

/** Who was on duty, and what is decided about it. */
export const viDuties = {
  lead: glue`Ca làm_việc do cán_bộ bắt_đầu bằng mã_PIN trên máy_tính_bảng. Sửa ca chỉ đổi ca được tính cho ai; không phiếu nào bị sửa, và mỗi lần sửa là một mục trong sổ_ghi.`,
  objections: glue`Phản_đối ca làm_việc`,
  objectionsHint: glue`Cán_bộ gửi phản_đối từ máy_tính_bảng, trong 14_ngày sau ca. Quyết_định trong 60_ngày.`,
  noObjections: glue`Không có phản_đối nào.`,
  ofDay: (day: string) => glue`Ca làm_việc ngày ${day}`,
  ofDayHint: glue`Theo giờ của máy_tính_bảng đã được máy_chủ chỉnh.`,
  noDuties: glue`Ngày này không có ca nào.`,
  day: glue`Ngày`,
  show: glue`Xem ngày này`,
  place: (counter: string, device: string) => glue`${counter}, máy ${device}`,
  span: (day: string, from: string, to: string) => glue`${day}, ${from}–${to}`,
  since: (day: string, from: string) => glue`${day}, từ_${from}`,
  objected: (why: string, day: string) => glue`Phản_đối ngày ${day}: ${why}`,
  objectedWhy: {
    'not-me': glue`không phải ca của tôi`,
    part: glue`chỉ một phần là của tôi`,
  },
  bars: {
    'duty-open': glue`Ca chưa kết_thúc.`,
    'duty-late': glue`Đã quá 60_ngày, không quyết_định được nữa.`,
    'own-duty': glue`Ca này liên_quan đến chính Anh/Chị, hoặc người trùng tên. Người khác quyết_định.`,
  },
  correct: glue`Sửa ca`,
  keep: glue`Giữ nguyên`,
  corrected: (span: string) => glue`Đã sửa ca ${span}.`,
  kept: (span: string) => glue`Đã giữ nguyên ca ${span}.`,
  correctedTag: glue`Đã sửa`,
  correctedBy: (said: { span: string; whom: string; why: string; by: string; when: string }) =>
    glue`${said.span}: tính cho ${said.whom} (${said.why}). ${said.by}, ${said.when}`,
  keptBy: (by: string, when: string) => glue`Giữ nguyên. ${by}, ${when}`,
  whole: glue`Cả ca`,
  part: (from: string, to: string) => glue`Từ ${from} đến ${to}`,
  nobody: glue`không ai`,
  toNobody: glue`Không ai`,
  keepTitle: (name: string, span: string) => glue`Giữ nguyên ca của ${name}, ${span}?`,
  keepWhat: glue`Phản_đối được trả_lời là không sửa. Ca vẫn tính như cũ.`,
  correctTitle: (name: string, span: string) => glue`Sửa ca của ${name}, ${span}`,
  correctWhat: glue`Hãy chọn người thực_sự phục_vụ trong khoảng giờ đó. Phiếu “Không đúng người?” vẫn chỉ tính cho quầy.`,
  whom: glue`Tính cho`,
  why: glue`Lý_do`,
  correctionWhys: {
    'not-me': glue`Người khác trực`,
    part: glue`Kết_thúc hoặc bàn_giao muộn`,
    trial: glue`Dùng thử, không phục_vụ ai`,
  },
  extent: glue`Khoảng giờ`,
  extents: { whole: glue`Cả ca`, part: glue`Một phần ca` },
  from: glue`Từ giờ`,
  to: glue`Đến giờ`,
  quarter: glue`Tròn 15 phút, ví_dụ 10:15`,
}

export type DutiesText = typeof viDuties
