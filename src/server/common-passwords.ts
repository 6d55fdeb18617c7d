/** Shorter ones no form takes. */
const SHORTEST = 12

let list: Promise<ReadonlySet<string>> | undefined

/**
 * Whether that is what a guesser tries first: on the list of common passwords (zxcvbn's), one of them twice, one that digits or
 * signs make long enough, a row of few signs, or the user's own name with something around it. However a keyboard wrote its letters.
 */
export async function isCommonPassword(password: string, user: string): Promise<boolean> {
  const plain = password.normalize('NFC').toLowerCase()
  list ??= readList()
  const common = await list
  const half = plain.slice(0, plain.length / 2)
  const rest = user === '' ? plain : plain.replaceAll(user, '')
  return (
    common.has(plain) ||
    new Set(plain).size < 4 ||
    (plain === half + half && common.has(half)) ||
    common.has(plain.replace(/[\d\W_]+$/u, '')) ||
    (rest !== plain && rest.length < SHORTEST)
  )
}

/** Read when the first password is set: most starts set none. */
async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}
