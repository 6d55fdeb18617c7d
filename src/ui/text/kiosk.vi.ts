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

const duty = {
  title: glue`Bắt_đầu ca làm_việc`,
  hint: glue`Chọn tên của Anh/Chị, sau đó nhập mã_PIN 6_chữ_số.`,
  pin: (name: string) => glue`Mã_PIN của ${name}`,
  note: glue`Mỗi người dùng mã_PIN riêng. Không cho mượn, không nhập hộ. Không bấm đánh_giá thay người_dân.`,
  start: glue`Bắt_đầu`,
  end: glue`Kết_thúc ca làm_việc`,
  clear: glue`Xóa_hết`,
  deleteDigit: glue`Xóa một chữ_số`,
  wrong: (left: number) => glue`Mã_PIN chưa đúng. Anh/Chị còn ${left}_lần nhập.`,
  locked: (minutes: number) => glue`Tạm khóa ${minutes}_phút. Trong lúc này phiếu được tính cho quầy.`,
  empty: glue`Chưa có danh_sách cán_bộ. Vui_lòng kết_nối mạng để đồng_bộ.`,
  pinName: glue`Mã_PIN 6_số`,
  entered: (n: number) => glue`Đã nhập ${n}_trên_6_số`,
}

const pairing = {
  state: glue`Thiết_bị chưa ghép_nối`,
  title: glue`Ghép_nối máy_tính_bảng`,
  hint: glue`Lấy mã tại trang quản_trị: Máy_tính_bảng → Ghép_nối máy_tính_bảng mới. Mã dùng một lần, có hiệu_lực 10_phút.`,
  code: glue`Nhập mã 8_ký_tự`,
  qr: glue`Hoặc quét mã_QR`,
  qrHint: glue`Mở ứng_dụng Máy_ảnh của máy_tính_bảng và quét mã_QR trên trang quản_trị.`,
  pair: glue`Ghép_nối`,
  deleteCharacter: 'Xóa',
  checking: glue`Đang kiểm_tra máy…`,
  expired: glue`Mã ghép_nối đã hết_hạn. Vui_lòng lấy mã mới.`,
  used: glue`Mã đã được dùng.`,
  unknown: glue`Mã chưa đúng. Vui_lòng xem lại từng ký_tự.`,
  noNetwork: glue`Chưa có mạng. Cần mạng để ghép_nối.`,
  refused: glue`Máy_chủ chưa ghép_nối được. Vui_lòng thử lại; nếu vẫn lỗi, báo quản_trị kỹ_thuật.`,
  insecure: glue`Trang này chưa được bảo_mật nên máy không giữ phiếu được. Hãy mở bằng địa_chỉ https:// của đơn_vị.`,
  storageBroken: glue`Máy không đọc lại được dữ_liệu vừa ghi. Hãy tắt chế_độ ẩn_danh và kiểm_tra bộ_nhớ, hoặc đổi máy khác.`,
  notOffline: glue`Ứng_dụng chưa sẵn_sàng chạy khi mất mạng. Hãy tải lại trang; nếu vẫn lỗi, hãy cập_nhật Chrome.`,
  notPersistent: glue`Trình_duyệt chưa nhận giữ dữ_liệu lâu_dài. Hãy cài ứng_dụng ra màn_hình chính.`,
  bareAddress: glue`Địa_chỉ đang dùng là số IP. Nếu số này đổi, máy không mở lại được phiếu đã lưu. Nên dùng tên_miền.`,
  wrongClock: (minutes: number) => glue`Đồng_hồ của máy lệch ${minutes}_phút. Hãy bật đặt giờ tự_động.`,
  goOn: glue`Vẫn tiếp_tục`,
}

const closed = {
  title: glue`Quầy tạm nghỉ`,
  reopens: (time: string) => glue`Mở lại lúc ${time} hôm_nay.`,
  goTo: (counter: string) => glue`Kính_mời Ông/Bà sang ${counter} để được hướng_dẫn.`,
  rate: glue`Tôi vừa được phục_vụ và muốn đánh_giá`,
  staff: glue`Dành cho cán_bộ: bắt_đầu ca làm_việc`,
}

const staff = {
  title: glue`Góc cán_bộ`,
  hint: glue`Nhập mã_PIN của Anh/Chị để xem tình_trạng máy.`,
  pending: (n: number) => (n === 0 ? glue`Không còn phiếu chờ gửi` : glue`Chờ gửi: ${n}_phiếu`),
  lastReceipt: (when: string) => glue`Máy_chủ nhận lần cuối: ${when}`,
  neverReceived: glue`Máy_chủ chưa nhận phiếu nào của máy này`,
  storage: (used: string, quota: string) => glue`Bộ_nhớ đã dùng: ${used} trên ${quota}`,
  persisted: glue`Trình_duyệt giữ dữ_liệu lâu_dài`,
  notPersisted: glue`Trình_duyệt chưa nhận giữ dữ_liệu lâu_dài. Hãy cài ứng_dụng ra màn_hình chính.`,
  build: (id: string) => glue`Phiên_bản ${id}`,
  syncNow: glue`Đồng_bộ ngay`,
  syncing: glue`Đang đồng_bộ…`,
  synced: glue`Đã gửi hết phiếu.`,
  syncFailed: glue`Chưa đồng_bộ được. Phiếu vẫn được lưu trên máy và sẽ tự gửi lại.`,
  offline: glue`Đang mất mạng. Phiếu vẫn được lưu trên máy.`,
  close: 'Đóng',
}

const notice = {
  loading: 'Đang mở…',
  diskNearlyFull: glue`Máy sắp đầy. Nhờ Ông/Bà báo người hướng_dẫn.`,
  secondTab: glue`Ứng_dụng đang mở ở một thẻ khác. Hãy đóng thẻ này và dùng thẻ kia.`,
  storageFailed: glue`Máy không ghi được vào bộ_nhớ nên tạm ngừng nhận phiếu. Nhờ Ông/Bà báo người hướng_dẫn hoặc dùng phiếu giấy.`,
  storageFailedStaff: glue`Không xóa dữ_liệu của trình_duyệt. Hãy khởi_động lại máy; nếu vẫn lỗi, báo quản_trị kỹ_thuật.`,
  retired: glue`Máy này đã ngừng nhận phiếu. Phiếu chưa gửi vẫn còn trên máy. Muốn dùng lại, hãy ghép_nối lần nữa.`,
}

/** The words of SPEC section 9, letter by letter; comments on each stand there. */
export const vi = {
  language: 'Ngôn ngữ / Language',
  textSize: glue`Chữ_to`,
  officerName: (name: string, role: string, counter: string) =>
    glue`Cán_bộ phục_vụ: ${[name, role, counter].filter(Boolean).join(', ')}`,
  counterName: (counter: string) => glue`Đánh_giá cho ${counter}`,
  question: glue`Ông/Bà có hài_lòng với thái_độ phục_vụ của cán_bộ không?`,
  faces,
  faceName: (label: string, level: number) => glue`${label}, mức_${level}_trên_5`,
  privacy: glue`Không hỏi tên Ông/Bà. Cán_bộ tại quầy không xem được từng phiếu.`,
  chooseYourself: glue`Ông/Bà tự chọn. Cán_bộ không chọn thay.`,
  notThisPerson: glue`Không đúng người?`,
  practice: glue`Đang dùng_thử – phiếu này không được tính`,
  online: glue`Đã kết_nối`,
  offline: glue`Mất mạng, vẫn ghi_nhận bình_thường`,
  recorded: glue`Đã ghi_nhận.`,
  standardsQuestion: glue`Cán_bộ đã làm được những điều này chưa?`,
  standardsHint: glue`Điều nào không có dịp hoặc không nhớ, xin để trống.`,
  standards,
  groups: { xin: glue`4_xin`, luon: glue`4_luôn` },
  yes: 'Có',
  no: 'Chưa',
  allYes: glue`Tất_cả đều có`,
  allYesName: glue`Đánh_dấu Có cho cả tám điều`,
  chooseAgain: glue`Chọn lại`,
  closesIn: (seconds: number) => glue`Tự đóng sau ${seconds}_giây`,
  closesSoon: (seconds: number) => glue`Màn_hình sẽ tự đóng sau ${seconds}_giây`,
  moreTime: glue`Chạm để thêm thời_gian`,
  done: 'Xong',
  tellMore: glue`Góp_ý thêm`,
  skip: glue`Bỏ_qua`,
  next: 'Tiếp',
  back: glue`Quay lại`,
  page: (page: number, of: number) => glue`Trang ${page}_trên_${of}`,
  saving: glue`Đang lưu…`,
  commentNotSaved: glue`Đã ghi_nhận mức hài_lòng. Phần góp_ý chưa lưu được.`,
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
  codeLabel: glue`Mã phiếu của Ông/Bà`,
  codeKeep: glue`Dùng mã này để kiểm_tra phiếu đã được ghi_nhận.`,
  codeAnswers: (address: string) => glue`Trả_lời góp_ý: xem tại ${address} hoặc bảng thông_báo.`,
  codeQrName: glue`Mã_QR để kiểm_tra phiếu`,
  meet: (room: string, phone: string) =>
    glue`Muốn được trả_lời trực_tiếp: gặp lãnh_đạo tại ${room} hoặc gọi ${phone}.`,
  duty,
  pairing,
  closed,
  staff,
  notice,
}

export type KioskText = typeof vi
