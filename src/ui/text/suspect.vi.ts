import type { SuspectRule } from '#src/domain/suspect/suspect.ts'
import { glue } from './glue.ts'

/** What is unusual about ratings, and by how much; never who did it, or that anybody did wrong. */
const rules: Readonly<Record<SuspectRule, (n: string) => string>> = {
  burst: (n) =>
    glue`${n} phiếu vào liền nhau trên một máy và cùng nghiêng về một phía, dãy dài hơn hẳn trong 28 ngày trước. Có_thể do một nhóm cùng đến.`,
  closed: (n) =>
    glue`${n} phiếu vào ngày nghỉ, hoặc trước giờ làm_việc của đơn_vị quá 20 phút, sau giờ làm_việc quá 30 phút; nơi chưa đặt giờ làm_việc: vào giờ mà trong 28 ngày trước không có phiếu nào. Có_thể do quầy làm thêm giờ.`,
  beat: (n) =>
    glue`${n} phiếu cách đều nhau: từ 8 phiếu trở lên, mỗi lần lệch không quá 3% hoặc 3 giây. Người đến quầy thường không đều như vậy.`,
  habit: (n) =>
    glue`${n} phiếu vào thành cụm từ 3 phiếu, trong đúng nửa giờ mà ít_nhất 4 trên 5 ngày trước cũng có cụm như vậy. Có_thể do quầy trả kết_quả vào giờ ấy.`,
  rush: (n) =>
    glue`${n} phiếu dồn vào một khoảng 15 phút, nhiều hơn mọi khoảng 15 phút của 28 ngày trước. Có_thể do nhiều người đến cùng lúc.`,
  hurried: (n) =>
    glue`${n} phiếu trả_lời nhanh hơn thời_gian cần để đọc: dưới 0,6 giây một chuẩn_mực, hoặc dưới 0,9 giây với “Tất_cả đều có”.`,
  'one-hand': (n) =>
    glue`${n} phiếu trả_lời nhanh như một phần mười nhanh nhất của 28 ngày trước, nhiều hơn hẳn mọi khi. Có_thể do người đã quen màn_hình.`,
  'changed-up': (n) =>
    glue`${n} phiếu đổi từ Bình_thường trở xuống thành Hài_lòng hoặc Rất hài_lòng, nhiều hơn hẳn mọi khi.`,
  'close-behind': (n) =>
    glue`${n} phiếu vào ngay sau phiếu khác, trong vòng 40 giây kể từ khi màn_hình sẵn_sàng, nhiều hơn hẳn mọi khi. Có_thể do người đi cùng nhau.`,
  blackened: (n) =>
    glue`${n} phiếu ở hai mức thấp nhất, nhiều hơn hẳn trong 28 ngày trước, trong khi số người hài_lòng vẫn như mọi khi.`,
  crowded: (n) =>
    glue`${n} phiếu trong buổi đông hơn hẳn mọi buổi của 28 ngày trước. Có_thể do hôm đó có nhiều người đến.`,
}

export const viSuspect = {
  title: glue`Phiếu khác thường`,
  hint: glue`Máy chỉ nêu điều khác thường, không kết_luận rằng có ai làm sai. Các phiếu này vẫn được tính.`,
  rules,
}

export type SuspectText = typeof viSuspect
