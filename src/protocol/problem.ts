import type { WrongFields } from './field-problem.ts'
import type { ProblemCode } from './problem-code.ts'

/**
 * What can go wrong on the wire. Every refusal of the server is one of these, as
 * `application/problem+json` (RFC 9457) with `type: "/problems#<code>"`. `retry`: may the sender try the same again?
 * `said` stands on screens, in words of an office: what happened, what it means, what to do.
 */
type Said = { vi: string; en: string }
type Kind = { status: number; retry: boolean; said: Said }

const problem = (status: number, retry: boolean, vi: string, en: string): Kind => ({
  status,
  retry,
  said: { vi, en },
})

export const PROBLEMS = {
  malformed: problem(400, false, 'Nội dung gửi lên không đọc được.', 'What was sent cannot be read.'),
  invalid: problem(
    422,
    false,
    'Có ô chưa đúng. Xin xem lại các ô được đánh dấu.',
    'A field is not right. Please check the marked fields.',
  ),
  unsigned: problem(401, false, 'Yêu cầu chưa được ký.', 'The request is not signed.'),
  'bad-signature': problem(
    401,
    false,
    'Chữ ký không đúng. Không có gì được ghi.',
    'The signature is wrong. Nothing was stored.',
  ),
  'unknown-device': problem(
    401,
    false,
    'Máy tính bảng này chưa được ghép nối với máy chủ.',
    'This tablet is not paired with the server.',
  ),
  'broken-chain': problem(
    422,
    false,
    'Chuỗi sổ ghi không khớp. Không có gì được ghi.',
    'The chain of the log does not match. Nothing was stored.',
  ),
  gap: problem(409, true, 'Máy chủ còn thiếu các mục trước đó.', 'The server needs earlier entries first.'),
  'too-large': problem(413, false, 'Nội dung gửi lên quá lớn.', 'What was sent is too large.'),
  'unsupported-encoding': problem(
    415,
    false,
    'Kiểu nén không được hỗ trợ.',
    'The encoding is not supported.',
  ),
  'code-wrong': problem(
    404,
    false,
    'Mã ghép nối không đúng. Xin kiểm tra lại từng ký tự.',
    'The pairing code is wrong. Please check each character.',
  ),
  'code-expired': problem(
    410,
    false,
    'Mã ghép nối đã hết hạn. Vui lòng lấy mã mới.',
    'The code has expired. Get a new one.',
  ),
  'code-used': problem(410, false, 'Mã đã được dùng.', 'The code was already used.'),
  'signed-out': problem(
    401,
    false,
    'Phiên làm việc đã kết thúc. Xin đăng nhập lại.',
    'The session has ended. Please sign in again.',
  ),
  'sign-in-failed': problem(
    401,
    false,
    'Tên đăng nhập hoặc mật khẩu không đúng.',
    'User name or password is wrong.',
  ),
  'account-closed': problem(
    403,
    false,
    'Tài khoản này đã đóng, đã hết hạn, hoặc chưa đến ngày dùng. Xin hỏi thủ trưởng đơn vị.',
    'This account is closed, past its last day, or not good yet. Please ask the head of the unit.',
  ),
  'token-refused': problem(
    401,
    false,
    'Mã lấy số liệu này không đúng, đã thu hồi hoặc đã hết hạn. Xin thủ trưởng đơn vị cấp mã mới.',
    'This token is wrong, was revoked, or is past its last day. Please ask the head of the unit for a new one.',
  ),
  'slow-down': problem(
    429,
    true,
    'Thử quá nhiều lần. Xin đợi một lát rồi thử lại.',
    'Too many tries. Please wait a moment and try again.',
  ),
  'cross-site': problem(
    403,
    false,
    'Yêu cầu đến từ một trang khác nên bị từ chối.',
    'The request came from another site and was refused.',
  ),
  forbidden: problem(
    403,
    false,
    'Tài khoản hoặc mã lấy số liệu này không được xem hoặc làm việc đó.',
    'This account or token may not see or do that.',
  ),
  'unknown-unit': problem(404, false, 'Không có đơn vị này.', 'There is no such unit.'),
  'not-found': problem(404, false, 'Không tìm thấy.', 'Not found.'),
  'bad-query': problem(
    400,
    false,
    'Địa chỉ có giá trị không hợp lệ.',
    'The address holds a value that is not valid.',
  ),
  'bad-cursor': problem(
    400,
    false,
    'Dấu trang này thuộc đơn vị khác hoặc bản dữ liệu khác. Xin tải lại từ đầu.',
    'This cursor belongs to another unit or another copy of the data. Please pull from the start.',
  ),
  'link-used': problem(
    410,
    false,
    'Liên kết thiết lập đã được dùng hoặc đã hết hạn.',
    'The set-up link was used or has expired.',
  ),
  'pin-link-used': problem(
    410,
    false,
    'Liên kết này đã được dùng, đã hết hạn hoặc đã bị thay. Xin thủ trưởng đơn vị cấp liên kết mới.',
    'This link was used, has expired, or another came in its place. Please ask the head of the unit for a new one.',
  ),
  'invitation-used': problem(
    410,
    false,
    'Liên kết đăng nhập này đã được dùng, đã hết hạn hoặc đã bị thay. Xin người cấp tài khoản cấp liên kết mới.',
    'This link to sign in was used, has expired, or another came in its place. Please ask who gave you the account for a new one.',
  ),
  'unit-over': problem(
    409,
    false,
    'Đơn vị này đã kết thúc hoạt động nên không thêm hoặc đổi được nữa. Số liệu cũ vẫn được giữ.',
    'This unit is over, so nothing can be added to it or changed. What was counted stays.',
  ),
  taken: problem(409, false, 'Tên này đã có.', 'This name is taken.'),
  'too-many': problem(
    409,
    false,
    'Đơn vị đã có quá nhiều mục loại này nên không thêm được nữa. Xin báo người quản trị máy chủ.',
    'The unit has too many of these already, and no more can be added. Please tell the operator of the server.',
  ),
  'not-as-seen': problem(
    409,
    false,
    'Từ lúc trang này được mở đã có thay đổi. Xin tải lại trang, xem lại rồi chọn.',
    'This has changed since the page was opened. Please load the page again, look, and choose then.',
  ),
  'rescue-unreadable': problem(
    422,
    false,
    'Đây không phải tệp cứu hộ, hoặc tệp đã hỏng. Không có gì được ghi. Phiếu vẫn còn trên máy tính bảng: xin lưu tệp mới.',
    'This is no rescue file, or it is damaged. Nothing was stored. The ratings are still on the tablet: please save a new file.',
  ),
  'rescue-newer': problem(
    422,
    false,
    'Tệp cứu hộ này thuộc phiên bản mới hơn máy chủ. Không có gì được ghi. Xin nâng cấp máy chủ rồi nhập lại.',
    'This rescue file is of a newer version than the server. Nothing was stored. Please upgrade the server, then import again.',
  ),
  'rescue-other-server': problem(
    422,
    false,
    'Tệp cứu hộ này niêm phong cho khóa khác, máy chủ này không mở được. Không có gì được ghi.',
    'This rescue file is sealed to another key, which this server does not have. Nothing was stored.',
  ),
  'rescue-other-unit': problem(
    403,
    false,
    'Tệp cứu hộ này không phải của máy tính bảng thuộc đơn vị này. Không có gì được ghi.',
    'This rescue file is of a tablet that is not one of this unit’s. Nothing was stored.',
  ),
  'rescue-no-key': problem(
    422,
    false,
    'Khóa mở niêm phong được giữ ở nơi khác. Không có gì được ghi. Xin nhờ quản trị kỹ thuật nhập tệp cùng khóa đó.',
    'The key that opens it is kept elsewhere. Nothing was stored. Please ask the operator to import the file with that key.',
  ),
  'method-not-allowed': problem(
    405,
    false,
    'Địa chỉ này không nhận cách gọi đó.',
    'This address does not take that method.',
  ),
  unavailable: problem(
    503,
    true,
    'Máy chủ tạm bận. Phiếu vẫn được giữ trên máy tính bảng.',
    'The server is busy. Ratings stay on the tablet.',
  ),
  internal: problem(
    500,
    true,
    'Máy chủ gặp lỗi. Phiếu vẫn được giữ trên máy tính bảng.',
    'The server failed. Ratings stay on the tablet.',
  ),
} as const satisfies Record<ProblemCode, Kind>

/** The body of a refusal. `fields` names form fields (dotted paths) with what is wrong with each. */
export type ProblemBody = {
  type: string
  code: ProblemCode
  status: number
  title: string
  fields?: WrongFields
}
