import { glue } from './glue.ts'

/** Words that only staff see: pairing, the PIN, the staff corner. */
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
  paired: glue`Đã ghép_nối máy_tính_bảng`,
  warned: glue`Máy đã nhận phiếu được, nhưng cần lưu_ý:`,
  notOffline: glue`Ứng_dụng chưa sẵn_sàng chạy khi mất mạng. Hãy tải lại trang; nếu vẫn lỗi, hãy cập_nhật Chrome.`,
  notPersistent: glue`Trình_duyệt chưa nhận giữ dữ_liệu lâu_dài. Hãy cài ứng_dụng ra màn_hình chính.`,
  bareAddress: glue`Địa_chỉ đang dùng là số IP. Nếu số này đổi, máy không mở lại được phiếu đã lưu. Nên dùng tên_miền.`,
  wrongClock: (minutes: number) => glue`Đồng_hồ của máy lệch ${minutes}_phút. Hãy bật đặt giờ tự_động.`,
  goOn: glue`Vẫn tiếp_tục`,
}

const pin = {
  clear: glue`Xóa_hết`,
  deleteDigit: glue`Xóa một chữ_số`,
  wrong: (left: number) => glue`Mã_PIN chưa đúng. Anh/Chị còn ${left}_lần nhập.`,
  locked: (minutes: number) => glue`Tạm khóa ${minutes}_phút.`,
  pinName: glue`Mã_PIN 6_số`,
  entered: (n: number) => glue`Đã nhập ${n}_trên_6_số`,
}

const duty = {
  title: glue`Bắt_đầu ca làm_việc`,
  hint: glue`Chọn tên của Anh/Chị, sau đó nhập mã_PIN 6_chữ_số.`,
  names: glue`Tên cán_bộ`,
  search: 'Tìm tên',
  pinOf: (name: string) => glue`Mã_PIN của ${name}`,
  note: glue`Mỗi người dùng mã_PIN riêng. Không cho mượn, không nhập hộ. Không bấm đánh_giá thay người_dân.`,
  start: glue`Bắt_đầu`,
  checking: glue`Đang kiểm_tra…`,
  locked: (minutes: number) => glue`Tạm khóa ${minutes}_phút. Trong lúc này phiếu được tính cho quầy.`,
  lockedByServer: glue`Mã_PIN đang bị khóa. Nhờ thủ_trưởng mở khóa.`,
  gone: glue`Không còn tên này trong danh_sách. Vui_lòng chọn lại.`,
  notKept: glue`Máy chưa ghi được. Vui_lòng thử lại.`,
  empty: glue`Chưa có danh_sách cán_bộ. Vui_lòng kết_nối mạng để đồng_bộ. Ai chưa có mã_PIN thì nhờ thủ_trưởng cấp ở trang Cán_bộ.`,
  on: (name: string) => glue`Đang trong ca: ${name}`,
  asks: (name: string) =>
    glue`Chưa rõ ca của ${name} đã hết hay chưa vì đồng_hồ của máy chưa chắc đúng. Nếu còn làm_việc, xin nhập lại mã_PIN; nếu không, xin kết_thúc ca.`,
  end: glue`Kết_thúc ca`,
  endSurely: glue`Bấm lần nữa để kết_thúc`,
  corner: glue`Tình_trạng máy`,
}

const own = {
  look: glue`Ca của tôi`,
  show: glue`Xem ca`,
  title: (name: string) => glue`Ca của ${name} tại máy này`,
  none: glue`Trong 14_ngày qua không có ca nào đã kết_thúc.`,
  span: (day: string, from: string, to: string | null) =>
    to === null ? glue`${day}, từ_${from}` : glue`${day}, ${from}–${to}`,
  objected: glue`Đã phản_đối`,
  why: glue`Lý_do phản_đối`,
  whys: {
    'not-me': glue`Ca này không phải của tôi`,
    part: glue`Chỉ một phần ca này là của tôi`,
  },
  send: glue`Gửi phản_đối`,
  sent: glue`Đã ghi. Thủ_trưởng sẽ xem_xét và quyết_định.`,
}

const corner = {
  title: glue`Góc cán_bộ`,
  hint: glue`Nhập mã_PIN của Anh/Chị để xem tình_trạng máy.`,
  pending: (n: number) =>
    n === 0 ? glue`Không còn phiếu chờ gửi` : glue`Chờ gửi: ${n.toLocaleString('vi')}_phiếu`,
  lastReceipt: (when: string) => glue`Máy_chủ nhận lần cuối: ${when}`,
  neverReceived: glue`Máy_chủ chưa nhận phiếu nào của máy này`,
  storage: (used: number, quota: number) =>
    glue`Bộ_nhớ đã dùng: ${used.toLocaleString('vi')}_MiB trên ${quota.toLocaleString('vi')}_MiB`,
  persisted: glue`Trình_duyệt giữ dữ_liệu lâu_dài`,
  notPersisted: glue`Trình_duyệt chưa nhận giữ dữ_liệu lâu_dài. Hãy cài ứng_dụng ra màn_hình chính.`,
  clock: (now: string) => glue`Đồng_hồ của máy: ${now}`,
  build: (id: string) => glue`Phiên_bản ${id}`,
  certificate: (day: string) =>
    glue`Chứng_chỉ máy_chủ hết hạn ngày ${day}: sau đó phiếu nằm lại trên máy. Xin báo quản_trị kỹ_thuật.`,
  syncNow: glue`Đồng_bộ ngay`,
  syncing: glue`Đang đồng_bộ…`,
  synced: glue`Đã gửi hết phiếu.`,
  syncFailed: glue`Chưa đồng_bộ được. Phiếu vẫn được lưu trên máy và sẽ tự gửi lại.`,
  offline: glue`Đang mất mạng. Phiếu vẫn được lưu trên máy.`,
  close: 'Đóng',
}

const rescue = {
  save: glue`Lưu tệp cứu_hộ`,
  hint: glue`Khi máy không gửi được: tệp cứu_hộ chép mọi phiếu đang giữ trên máy, chỉ máy_chủ mở được.`,
  writing: (percent: number) => glue`Đang ghi tệp… ${percent}_%`,
  stop: 'Dừng',
  stopped: glue`Đã dừng, chưa lưu tệp nào. Phiếu vẫn còn trên máy.`,
  failed: glue`Chưa ghi được tệp. Phiếu vẫn còn trên máy. Vui_lòng thử lại; nếu vẫn lỗi, báo quản_trị kỹ_thuật.`,
  saved: (name: string) =>
    glue`Đã tải tệp ${name} xuống máy này. Hãy chép sang máy_tính của thủ_trưởng và nhập ở trang Máy_tính_bảng. Phiếu vẫn còn trên máy, không bị tính hai lần.`,
  shared: (name: string) =>
    glue`Đã chuyển tệp ${name}. Hãy nhập tệp ở trang Máy_tính_bảng của thủ_trưởng. Phiếu vẫn còn trên máy, không bị tính hai lần.`,
  lost: glue`Có mục trên máy đã hỏng nên không vào được tệp; xin báo quản_trị kỹ_thuật.`,
}

/** Under the sentence that says to everybody that the tablet cannot write. */
const storage = {
  failed: glue`Không xóa dữ_liệu của trình_duyệt. Hãy khởi_động lại máy; nếu vẫn lỗi, báo quản_trị kỹ_thuật.`,
  newer: glue`Phiên_bản mới hơn đã ghi dữ_liệu trên máy. Không xóa dữ_liệu của trình_duyệt. Hãy nối mạng rồi khởi_động lại máy; nếu vẫn lỗi, báo quản_trị kỹ_thuật.`,
}

/** What a tablet in the hall asks before K1. */
const hall = {
  which: glue`Ông/Bà vừa làm_việc ở quầy nào?`,
  notReceived: glue`Tôi chưa được tiếp_nhận hồ_sơ`,
}

export const vi = { pairing, pin, duty, own, corner, rescue, storage, hall }

export type StaffText = typeof vi
