import { glue } from './glue.ts'

/** The words with which a head takes in what a tablet could not send. */
export const viRescue = {
  title: glue`Tệp cứu_hộ`,
  hint: glue`Khi máy_tính_bảng không gửi được phiếu: mở Góc cán_bộ trên máy, bấm “Lưu tệp cứu_hộ”, chép tệp sang đây rồi nhập. Nhập lại, hoặc máy gửi sau đó, cũng không tính hai lần.`,
  choose: glue`Nhập tệp cứu_hộ`,
  moveTitle: glue`Khi máy_chủ đổi địa_chỉ`,
  move: glue`Với trình_duyệt, địa_chỉ mới là một nơi khác: máy_tính_bảng không mang được phiếu từ địa_chỉ cũ sang. Trước khi đổi, mở Góc cán_bộ trên từng máy và đồng_bộ đến khi không còn gì chờ gửi; máy nào không gửi được thì lưu tệp cứu_hộ rồi nhập tại đây. Sau khi đổi, mở địa_chỉ mới trên từng máy và ghép_nối lại, chọn máy cũ ở mục “Thay cho máy cũ”. Chưa gửi hoặc chưa nhập xong thì không xóa dữ_liệu trên máy.`,
  sending: (percent: string) => glue`Đang nhập… ${percent}_%`,
  stop: 'Dừng',
  stopped: glue`Đã dừng. Phần đã nhập vẫn được giữ; nhập lại tệp này để thêm phần còn lại.`,
  tooLarge: (size: string) =>
    glue`Tệp lớn hơn ${size}_MB, trang này không nhận. Xin nhờ quản_trị kỹ_thuật nhập bằng lệnh “npm run import”.`,
  done: (device: string, added: string, known: string) =>
    glue`Máy ${device}: thêm ${added}_phiếu mới; ${known}_phiếu đã có từ trước.`,
  held: (n: string) => glue`${n}_phiếu được giữ riêng, chưa tính, vì máy đã ngừng dùng.`,
  lost: (numbers: string) =>
    glue`Máy không còn giữ nguyên mục ${numbers}, nên phiếu trong đó không được tính. Xin báo quản_trị kỹ_thuật.`,
  gaps: (numbers: string) =>
    glue`Thiếu mục ${numbers}, nên các mục sau đó chưa nhập được. Xin lưu tệp mới trên máy rồi nhập lại.`,
  damaged: (n: string) =>
    glue`${n}_phần của tệp bị hỏng hoặc bị từ_chối. Phiếu vẫn còn trên máy: xin lưu tệp mới rồi nhập lại.`,
}

export type RescueText = typeof viRescue
