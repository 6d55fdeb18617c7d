import type { Reason, Standard } from '#src/domain/conduct.ts'
import { glue } from './glue.ts'

export type StandardText = { readonly label: string; readonly gloss: string }
export type FiveFaces = readonly [string, string, string, string, string]

/** "Bình thường" may break: it is wider than a portrait tile. */
const faces: FiveFaces = [
  glue`Rất không hài_lòng`,
  glue`Không hài_lòng`,
  'Bình thường',
  glue`Hài_lòng`,
  glue`Rất hài_lòng`,
]

const standards: Readonly<Record<Standard, StandardText>> = {
  xin_chao: { label: glue`Xin_chào`, gloss: 'khi Ông/Bà đến' },
  xin_loi: { label: glue`Xin_lỗi`, gloss: glue`khi có sai_sót, chậm_trễ` },
  xin_cam_on: { label: glue`Xin cảm_ơn`, gloss: 'khi xong việc' },
  xin_phep: { label: glue`Xin_phép`, gloss: glue`khi cần ngắt_lời, rời quầy` },
  mim_cuoi: { label: glue`Luôn mỉm_cười`, gloss: glue`vui_vẻ, niềm_nở` },
  nhe_nhang: { label: glue`Luôn nhẹ_nhàng`, gloss: glue`nói_năng từ_tốn` },
  lang_nghe: { label: glue`Luôn lắng_nghe`, gloss: 'để Ông/Bà nói hết' },
  giup_do: { label: glue`Luôn giúp_đỡ`, gloss: glue`chỉ_dẫn tận_tình` },
}

const reasons: Readonly<Record<Reason, string>> = {
  gay_kho_khan: glue`Gây khó_khăn, phiền_hà`,
  tho_o: glue`Thờ_ơ, đùn_đẩy, thiếu trách_nhiệm`,
  loi_noi: glue`Lời_nói, thái_độ chưa đúng_mực`,
  huong_dan: glue`Hướng_dẫn chưa rõ_ràng`,
  keo_dai: glue`Để chờ lâu, kéo_dài thời_gian`,
  tre_hen: glue`Trễ_hẹn trả kết_quả`,
  giay_to: glue`Đòi thêm giấy_tờ, thủ_tục ngoài quy_định`,
  voi_vinh: glue`Vòi_vĩnh, gợi_ý đưa tiền, quà`,
}

const closed = {
  title: glue`Quầy tạm nghỉ`,
  reopens: (time: string) => glue`Mở lại lúc ${time} hôm_nay.`,
  elsewhere: (counter: string) => glue`Kính_mời Ông/Bà sang ${counter} để được hướng_dẫn.`,
  rate: glue`Tôi vừa được phục_vụ và muốn đánh_giá`,
  staff: glue`Dành cho cán_bộ: bắt_đầu ca làm_việc`,
}

const notice = {
  staffMissing: glue`Chưa mở được phần dành cho cán_bộ. Hãy kiểm_tra mạng rồi tải lại trang.`,
  diskNearlyFull: glue`Máy sắp đầy. Nhờ Ông/Bà báo người hướng_dẫn.`,
  secondTab: glue`Ứng_dụng đang mở ở một thẻ khác. Hãy đóng thẻ này và dùng thẻ kia.`,
  storageFailed: glue`Máy không ghi được vào bộ_nhớ nên tạm ngừng nhận phiếu. Nhờ Ông/Bà báo người hướng_dẫn hoặc dùng phiếu giấy.`,
  called: (counter: string, device: string) => glue`${counter}, máy ${device}`,
  retired: glue`Máy này đã ngừng nhận phiếu. Phiếu chưa gửi vẫn còn trên máy; cán_bộ mở Góc cán_bộ để gửi hoặc lưu ra tệp.`,
}

/** The words of SPEC section 9, letter by letter; comments on each stand there. */
export const vi = {
  language: 'Ngôn ngữ / Language',
  textSize: glue`Chữ_to`,
  servedBy: glue`Cán_bộ phục_vụ`,
  counterName: (counter: string) => glue`Đánh_giá cho ${counter}`,
  question: glue`Ông/Bà có hài_lòng với thái_độ phục_vụ của cán_bộ không?`,
  faces,
  faceName: (label: string, level: number) => glue`${label}, mức_${level}_trên_5`,
  privacy: glue`Không hỏi tên Ông/Bà. Cán_bộ tại quầy không xem được từng phiếu.`,
  chooseYourself: glue`Ông/Bà tự chọn. Cán_bộ không chọn thay.`,
  notThisPerson: glue`Không đúng người?`,
  otherCounter: glue`Chọn quầy khác`,
  practice: glue`Đang dùng_thử – phiếu này không được tính`,
  online: glue`Đã kết_nối`,
  offline: glue`Mất mạng, vẫn ghi_nhận bình_thường`,
  recorded: glue`Đã ghi_nhận.`,
  standardsQuestion: glue`Cán_bộ đã làm được những điều này chưa?`,
  standardsHint: glue`Điều nào không có dịp hoặc không nhớ, xin để trống.`,
  standards,
  groups: { xin: '4 xin', luon: '4 luôn' },
  yes: 'Có',
  no: 'Chưa',
  allYes: glue`Tất_cả đều có`,
  chooseAgain: glue`Chọn lại`,
  closesIn: (seconds: number) => glue`Tự đóng sau ${seconds}_giây`,
  closesSoon: (seconds: number) => glue`Màn_hình sẽ tự đóng sau ${seconds}_giây`,
  moreTime: glue`Chạm để thêm thời_gian`,
  done: 'Xong',
  tellMore: glue`Góp_ý thêm`,
  skip: glue`Bỏ_qua`,
  next: 'Tiếp',
  back: glue`Quay_lại`,
  saving: glue`Đang lưu…`,
  restMayBeLost: glue`Đã ghi_nhận mức hài_lòng. Nội_dung Ông/Bà thêm sau đó có_thể chưa lưu được.`,
  notRecorded: glue`Chưa ghi_nhận được. Nhờ Ông/Bà báo người hướng_dẫn hoặc dùng phiếu giấy.`,
  reasonsQuestion: glue`Ông/Bà muốn góp_ý điều gì?`,
  reasonsRead: glue`Lãnh_đạo đơn_vị đọc góp_ý này; cán_bộ tại quầy không đọc được.`,
  reasonsHint: glue`Có_thể chọn nhiều mục, hoặc bỏ_qua.`,
  reasons,
  commentLabel: glue`Góp_ý bằng lời (không bắt_buộc)`,
  commentNote: glue`Xin không ghi tên, số điện_thoại hay số giấy_tờ của Ông/Bà.`,
  commentLength: (used: number, most: number) => glue`${used}_/_${most}`,
  masked: glue`Đã che số điện_thoại, số giấy_tờ hoặc thư_điện_tử.`,
  send: glue`Gửi góp_ý`,
  thanks: glue`Xin cảm_ơn Ông/Bà!`,
  thanksBecause: glue`Ý_kiến của Ông/Bà giúp chúng_tôi phục_vụ tốt hơn.`,
  thanksRing: (seconds: number) => glue`Tự đóng sau ${seconds}_giây · Chạm để giữ mã`,
  staffCorner: glue`Góc cán_bộ`,
  codeLabel: glue`Mã phiếu của Ông/Bà`,
  codeKeep: glue`Dùng mã này để kiểm_tra phiếu đã được ghi_nhận.`,
  codeQrName: glue`Mã_QR để kiểm_tra phiếu`,
  /** Either may be empty. */
  meet: (room: string, phone: string) =>
    glue`Muốn được trả_lời trực_tiếp: ${[room && glue`gặp lãnh_đạo tại ${room}`, phone && glue`gọi ${phone}`]
      .filter(Boolean)
      .join(' hoặc ')}.`,
  closed,
  notice,
}

export type KioskText = typeof vi
