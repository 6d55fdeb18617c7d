import * as z from 'zod/mini'

/**
 * The closed list of what can be wrong with one field of a form. The wire carries the code; the sentence stands here, in
 * both languages, and is printed at `/problems`.
 */
export const FIELD_PROBLEMS = {
  'too-short': { vi: 'Còn trống hoặc quá ngắn.', en: 'Empty or too short.' },
  'too-long': { vi: 'Quá dài.', en: 'Too long.' },
  'bad-form': { vi: 'Chưa đúng dạng.', en: 'Not in the right form.' },
  'out-of-range': { vi: 'Ngoài khoảng cho phép.', en: 'Outside the range that is allowed.' },
  'too-few': {
    vi: 'Ít hơn số ngày để tiếp nhận.',
    en: 'Fewer days than there are to acknowledge.',
  },
  unseen: {
    vi: 'Có ký tự không nhìn thấy được, thường do sao chép từ nơi khác. Xin gõ lại.',
    en: 'It holds characters that cannot be seen, often from copying. Please type it again.',
  },
  'not-right': { vi: 'Chưa đúng.', en: 'Not right.' },
  common: {
    vi: 'Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn một câu dài chỉ mình biết.',
    en: 'This password is too common and easily guessed. Choose a long sentence that only you know.',
  },
  'easy-pin': {
    vi: 'Mã này dễ đoán: các số giống nhau, liền nhau hoặc lặp lại. Xin chọn mã khác.',
    en: 'This PIN is easily guessed: the same digits, a run, or a repeat. Please choose another one.',
  },
  'own-account': {
    vi: 'Đây là tài khoản đang dùng: đổi mật khẩu ở mục “Đổi mật khẩu”, và không thể tự đóng.',
    en: 'You are signed in by this account: change its password under “Change the password”; it cannot close itself.',
  },
  'day-past': { vi: 'Ngày này đã qua.', en: 'This day is past.' },
  'day-far': { vi: 'Quá xa: nhiều nhất một năm kể từ hôm nay.', en: 'Too far: at most a year from today.' },
  taken: { vi: 'Tên này đã có.', en: 'This name is taken.' },
  'no-counter': { vi: 'Không có quầy này.', en: 'There is no such counter.' },
  'no-device': { vi: 'Không có máy này.', en: 'There is no such tablet.' },
  'officer-away': { vi: 'Cán bộ này đã nghỉ.', en: 'This officer is away.' },
  'officer-taken': {
    vi: 'Cán bộ này đã có tài khoản đang dùng.',
    en: 'This officer has an account that is in use.',
  },
  'no-pin': {
    vi: 'Anh/Chị chưa có mã PIN, hoặc mã đang bị khóa. Xin thủ trưởng đơn vị cấp mã PIN, hoặc đặt mật khẩu.',
    en: 'You have no PIN, or it is locked. Please ask the head of the unit for one, or choose a password.',
  },
  'no-unit': {
    vi: 'Không có đơn vị này, hoặc đơn vị không còn hoạt động sau ngày đó.',
    en: 'There is no such unit, or it is over after that day.',
  },
  'has-units': {
    vi: 'Còn đơn vị cấp dưới chưa kết thúc trước ngày này.',
    en: 'There are units below that are not over by that day.',
  },
  'no-code': {
    vi: 'Mã không đúng, đã dùng hoặc đã hết hạn. Xin đơn vị cấp trên cấp mã mới.',
    en: 'The code is wrong, used or expired. Please ask the superior unit for a new one.',
  },
  'has-superior': {
    vi: 'Đơn vị đã có cấp trên: người phụ trách ở cấp trên chuyển đơn vị.',
    en: 'The unit has a superior unit: a superior there moves it.',
  },
  'below-itself': {
    vi: 'Đơn vị này ở dưới chính đơn vị đang chuyển, nay hoặc theo việc chuyển đã định.',
    en: 'That unit is below the one that is moved, now or by a move that is planned.',
  },
  'id-taken': { vi: 'Mã định danh này đã có.', en: 'This identifier is taken.' },
  'duty-open': {
    vi: 'Ca này chưa kết thúc. Hãy kết thúc ca trên máy tính bảng trước.',
    en: 'This duty has not ended yet. Please end it on the tablet first.',
  },
  'duty-late': { vi: 'Đã quá 60 ngày kể từ ca này.', en: 'More than 60 days have passed since this duty.' },
  'duty-part': {
    vi: 'Giờ phải nằm trong ca, tròn 15 phút, và giờ cuối sau giờ đầu.',
    en: 'The times must lie in the duty, at quarters of an hour, the last after the first.',
  },
  'duty-overlap': {
    vi: 'Một phần của khoảng giờ này đã được sửa. Chỉ có thể sửa lại đúng khoảng giờ đó.',
    en: 'A part of this time was corrected already. Only that very time can be corrected again.',
  },
  'same-officer': {
    vi: 'Ca này đang được tính đúng như vậy.',
    en: 'This is how the duty is credited already.',
  },
  'own-duty': {
    vi: 'Ca này liên quan đến chính Anh/Chị, hoặc người trùng tên. Xin để người khác quyết định.',
    en: 'This duty concerns yourself, or somebody of your name. Please leave the decision to somebody else.',
  },
  'no-account': {
    vi: 'Người này không còn là thủ trưởng hay cấp phó của đơn vị.',
    en: 'This person is no longer a head or deputy of the unit.',
  },
  'no-officer': { vi: 'Không có cán bộ này.', en: 'There is no such officer.' },
} as const satisfies Record<string, { vi: string; en: string }>

export type FieldProblem = keyof typeof FIELD_PROBLEMS

/** What is wrong, by the dotted path of the field. */
export type WrongFields = Readonly<Record<string, FieldProblem>>

/** As it is read from the wire: what a newer server names and this program does not know is still wrong. */
export const WrongFields = z.record(
  z.string(),
  z.catch(z.enum(Object.keys(FIELD_PROBLEMS) as [FieldProblem, ...FieldProblem[]]), 'not-right'),
)

const OF_ISSUE: Readonly<Record<string, FieldProblem>> = {
  too_small: 'too-short',
  too_big: 'too-long',
  invalid_format: 'bad-form',
}

/** What a schema found in a form, said in the same words by the page and by the server. */
export function wrongFields(issues: readonly z.core.$ZodIssue[]): WrongFields {
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), problemOf(issue)] as const))
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  if (issue.code === 'invalid_format' && isFieldProblem(issue.format)) return issue.format
  if ((issue.code === 'too_small' || issue.code === 'too_big') && issue.origin === 'number')
    return 'out-of-range'
  return OF_ISSUE[issue.code] ?? 'not-right'
}

function isFieldProblem(format: string): format is FieldProblem {
  return Object.hasOwn(FIELD_PROBLEMS, format)
}

/**
 * Refuses what nobody sees in a line: separators of lines and characters of format (Unicode Zl, Zp, Cf), among them those that turn
 * the words beside them around (UAX #9) and those that make an empty name look like one that is there.
 */
export function seen() {
  return z.check<string>(({ value, issues }) => {
    if (/[\p{Zl}\p{Zp}\p{Cf}]/u.test(value))
      issues.push({ code: 'invalid_format', format: 'unseen', input: value })
  })
}
