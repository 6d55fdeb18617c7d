/**
 * TCVN 5712-3:1993, as .VnTime and its kind show it: the bytes from A1 and from A8 on, `.` where there is none. Its capitals with tone marks are
 * the small letters in another font (.VnTimeH).
 */
const TCVN3 = {
  a1: 'ĂÂÊÔƠƯĐ',
  a8: 'ăâêôơưđ',
  b5: 'àảãáạ.ằẳẵắ',
  c6: 'ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ',
}

/** VNI Windows: the mark stands in a letter of its own after the vowel, as the font has it; capitals alike. */
const VNI = [
  ['a', 'aù aø aû aõ aï', 'áàảãạ'],
  ['ă', 'aé aè aú aü aë', 'ắằẳẵặ'],
  ['â', 'aá aà aå aã aä', 'ấầẩẫậ'],
  ['e', 'eù eø eû eõ eï', 'éèẻẽẹ'],
  ['ê', 'eá eà eå eã eä', 'ếềểễệ'],
  ['i', 'í ì æ ó ò', 'íìỉĩị'],
  ['o', 'où oø oû oõ oï', 'óòỏõọ'],
  ['ô', 'oá oà oå oã oä', 'ốồổỗộ'],
  ['ơ', 'ôù ôø ôû ôõ ôï', 'ớờởỡợ'],
  ['u', 'uù uø uû uõ uï', 'úùủũụ'],
  ['ư', 'öù öø öû öõ öï', 'ứừửữự'],
  ['y', 'yù yø yû yõ î', 'ýỳỷỹỵ'],
] as const
const VNI_BARE = { ă: 'aê', â: 'aâ', ê: 'eâ', ô: 'oâ', ơ: 'ô', ư: 'ö', đ: 'ñ' }

/** The text as a program without that font shows it. */
export function inTcvn3(text: string): string {
  const bytes = new Map(
    Object.entries(TCVN3).flatMap(([from, letters]) =>
      [...letters].map((letter, i) => [letter, String.fromCharCode(Number.parseInt(from, 16) + i)] as const),
    ),
  )
  return [...text].map((letter) => bytes.get(letter) ?? bytes.get(letter.toLowerCase()) ?? letter).join('')
}

/** The text as a program without that font shows it. */
export function inVni(text: string): string {
  const signs = new Map<string, string>(Object.entries(VNI_BARE))
  for (const [, said, letters] of VNI)
    for (const [i, sign] of said.split(' ').entries()) signs.set([...letters][i]!, sign)
  for (const [letter, sign] of [...signs]) signs.set(letter.toUpperCase(), sign.toUpperCase())
  return [...text].map((letter) => signs.get(letter) ?? letter).join('')
}

/** Bytes as an editor of that time stored them: one for each sign. */
export function oneByteEach(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}
