import { glue } from './glue.ts'

/** The words of officers' PINs: at the head's page, and where an officer sets one. */
const pin = {
  states: { none: glue`Chưa có mã_PIN`, set: glue`Có mã_PIN`, locked: glue`Mã_PIN bị khóa` },
  waiting: glue`Chờ cán_bộ đặt mã_PIN`,
  offer: glue`Cấp mã_PIN`,
  offerAgain: glue`Cấp lại mã_PIN`,
  offered: glue`Đã cấp liên_kết. Khi cán_bộ đặt xong mã_PIN, máy_tính_bảng nhận ở lần đồng_bộ tiếp theo.`,
  linkTitle: (name: string) => glue`Mã_PIN của ${name}`,
  qr: (name: string) => glue`Mã QR mở trang đặt mã_PIN của ${name}`,
  scan: glue`Cán_bộ quét mã QR này bằng điện_thoại của mình, hoặc mở liên_kết dưới đây, rồi tự đặt mã_PIN 6 số.`,
  good: (hours: string) => glue`Dùng một lần, trong ${hours}_giờ.`,
  guard: glue`Chỉ đưa cho đúng người: ai mở liên_kết thì đặt được mã. Liên_kết cấp trước đó không còn dùng được.`,
  link: glue`Liên_kết đặt mã_PIN`,
  copy: glue`Chép liên_kết`,
  copied: glue`Đã chép liên_kết.`,
  notCopied: glue`Trình_duyệt không tự chép được. Liên_kết đã được chọn: hãy bấm Ctrl+C.`,
  close: 'Xong',
  withdraw: glue`Thu_hồi mã_PIN`,
  withdrawLink: glue`Thu_hồi liên_kết`,
  withdrawWhat: [
    glue`Từ lần đồng_bộ tiếp theo, cán_bộ không bắt_đầu ca bằng mã này được nữa; liên_kết đã cấp cũng hết hiệu_lực.`,
    glue`Phiếu đã nhận vẫn giữ nguyên. Có_thể cấp lại mã_PIN bất_cứ lúc nào.`,
  ],
  unlock: glue`Mở khóa`,
  unlockTitle: (name: string) => glue`Mở khóa mã_PIN của ${name}?`,
  unlockWhat: [
    glue`Mã bị khóa vì có hơn 20 lần nhập sai trong một giờ. Xin hỏi cán_bộ trước khi mở; nếu không phải cán_bộ nhập, hãy cấp lại mã_PIN.`,
  ],
  title: glue`Đặt mã_PIN`,
  whose: glue`Mã_PIN của`,
  what: glue`Anh/Chị nhập mã này trên máy_tính_bảng khi bắt_đầu ca. Từ lúc đó đến hết ca, phiếu ở máy đó được tính cho Anh/Chị. Riêng mã này không mở được trang nào; cùng với liên_kết do thủ_trưởng cấp, nó mở số_liệu của chính Anh/Chị.`,
  keep: glue`Không cho mượn, không nhập hộ: ai nhập mã này thì phiếu mang tên Anh/Chị.`,
  pin: glue`Mã_PIN 6 số`,
  hint: glue`Không dùng các số giống nhau, liền nhau hoặc lặp lại, như 111111, 123456, 121212.`,
  again: glue`Nhập lại mã_PIN`,
  submit: glue`Đặt mã_PIN`,
  done: glue`Đã đặt mã_PIN`,
  doneNext: glue`Máy_tính_bảng nhận mã mới ở lần đồng_bộ tiếp theo, thường trong một phút. Nếu quên mã, xin thủ_trưởng đơn_vị cấp lại. Anh/Chị có_thể đóng trang này.`,
  noToken: glue`Cần mở trang này bằng liên_kết do thủ_trưởng đơn_vị cấp.`,
}

export const viPin = { pin }
