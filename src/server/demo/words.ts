import type { Reason } from '#src/domain/conduct.ts'
import type { Chance } from './chance.ts'

/** What citizens write. No names: nobody is meant. */

const FRIENDLY = [
  'Cán bộ hướng dẫn rất tận tình, tôi làm một lần là xong.',
  'Giải quyết nhanh, không phải chờ lâu. Cảm ơn!',
  'Nói năng nhẹ nhàng, dễ hiểu. Tôi rất hài lòng.',
  'Được nhắn tin báo trước ngày trả kết quả, rất tiện.',
  'Cán bộ giúp tôi điền tờ khai vì tôi mắt kém. Xin cảm ơn.',
  'Nên có thêm ghế ngồi chờ cho người già.',
  'Đề nghị đặt thêm quạt ở khu vực chờ.',
  'Bảng hướng dẫn nên in chữ to hơn.',
  'Ngày chợ phiên đông quá, nên mở thêm một quầy.',
  'Làm giấy khai sinh cho cháu rất nhanh.',
] as const

const COMPLAINTS: Readonly<Record<Reason, readonly string[]>> = {
  gay_kho_khan: ['Hồ sơ đủ rồi mà vẫn bảo về làm lại.'],
  tho_o: ['Hỏi mà không trả lời, cứ nhìn điện thoại.', 'Tôi đứng chờ mãi mới có người hỏi đến.'],
  loi_noi: ['Nói to tiếng với người già, nên sửa.', 'Thái độ chưa niềm nở.'],
  huong_dan: [
    'Mỗi lần đến lại hướng dẫn một kiểu.',
    'Không nói rõ cần giấy tờ gì nên tôi phải đi lại ba lần.',
    'Tờ khai khó hiểu mà không ai chỉ cho cách viết.',
  ],
  keo_dai: ['Chờ từ sáng đến gần trưa mới đến lượt.', 'Chờ lâu quá, nên phát số thứ tự.'],
  tre_hen: ['Hẹn tuần trước mà đến nay chưa có kết quả.', 'Trễ hẹn hai lần, không ai báo trước.'],
  giay_to: ['Đòi thêm bản sao có chứng thực, trên bảng niêm yết không ghi.'],
  voi_vinh: [],
}

/** In the week in which the system stood still. */
const SLOW = [
  'Mạng của hệ thống bị lỗi cả buổi, phải về không.',
  'Chờ cả buổi sáng vì máy không vào được hệ thống.',
  'Cán bộ nói hệ thống treo, hẹn tôi mai quay lại.',
] as const

const REASONS: readonly (readonly [number, Reason])[] = [
  [9, 'keo_dai'],
  [8, 'huong_dan'],
  [5, 'tre_hen'],
  [4, 'loi_noi'],
  [4, 'tho_o'],
  [3, 'giay_to'],
  [1, 'gay_kho_khan'],
]

const SLOW_REASONS: readonly (readonly [number, Reason])[] = [
  [8, 'keo_dai'],
  [4, 'tre_hen'],
  [1, 'huong_dan'],
]

/** Why somebody was not content. */
export function reasonFor(chance: Chance, isSlow: boolean): Reason {
  return chance.of(isSlow ? SLOW_REASONS : REASONS)
}

/** What they wrote about that; where no reason was chosen, what the content write. Undefined where there is nothing to say. */
export function commentFor(chance: Chance, reason: Reason | undefined, isSlow: boolean): string | undefined {
  const texts: readonly string[] = reason === undefined ? FRIENDLY : isSlow ? SLOW : COMPLAINTS[reason]
  return texts[chance.whole(0, texts.length - 1)]
}
