/** A commune that does not exist, and people whom nobody is: given names are of things, so that no officer finds their own. */

/** Stands on every page and screen, since each of them bears the unit's name. */
export const UNIT = { name: 'UBND xã Mây Ngàn (Thử nghiệm · Demo)', place: 'Xã Mây Ngàn' }

export const HEAD = { name: 'Hứa Thị Trăng', user: 'demo' }

export const OFFICERS = [
  { name: 'Lâm Thị Mây', title: 'Công chức Tư pháp – Hộ tịch' },
  { name: 'Quách Văn Đồi', title: 'Công chức Địa chính – Xây dựng' },
  { name: 'Kiều Thị Nắng', title: 'Công chức Văn hóa – Xã hội' },
  { name: 'Đoàn Văn Suối', title: 'Viên chức Bảo hiểm xã hội' },
  { name: 'Tạ Thị Sen', title: 'Công chức Tài chính – Kế toán' },
  { name: 'Thạch Văn Rừng', title: 'Công chức Văn phòng – Thống kê' },
  { name: 'Mạc Thị Sương', title: 'Công chức Văn phòng – Thống kê' },
  { name: 'Trịnh Văn Bến', title: 'Công chức Tư pháp – Hộ tịch' },
] as const

/**
 * A counter as it works: who sits there (an index into OFFICERS), how many rate in a half day, and which share of them is
 * satisfied. `ahead`: by how many ms its tablet's clock is ahead.
 */
export type Counter = {
  label: string
  name: string
  officer: number
  ratings: number
  satisfied: number
  ahead: number
}

export const COUNTERS: readonly Counter[] = [
  { label: '1', name: 'Hộ tịch – Chứng thực', officer: 0, ratings: 8, satisfied: 0.93, ahead: 1_300 },
  { label: '2', name: 'Đất đai – Xây dựng', officer: 1, ratings: 6, satisfied: 0.64, ahead: -2_100 },
  { label: '3', name: 'Lao động – Người có công', officer: 2, ratings: 5, satisfied: 0.91, ahead: 34_000 },
  { label: '4', name: 'Bảo hiểm – Y tế', officer: 3, ratings: 6, satisfied: 0.88, ahead: 400 },
  { label: '5', name: 'Tài chính – Kinh doanh', officer: 4, ratings: 5, satisfied: 0.9, ahead: -700 },
  { label: '6', name: 'Tiếp nhận – Trả kết quả', officer: 5, ratings: 7, satisfied: 0.89, ahead: 5_200 },
]

/** The counters that a story is about, as indices. */
export const WEAK = 1
export const OFFLINE = 3
export const STUFFED = 5
