import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidy } from '#src/device/comment.ts'
import { MAX_COMMENT } from '#src/domain/conduct.ts'
import { commentText } from '#src/domain/entry.ts'
import { entriesOf, pairedTablet, rate, readStore } from '#tests/support/device-paired.ts'

const LONE = '\ud83d'

test.each<[string, string, string]>([
  ['plain', 'Cán bộ nhiệt tình', 'Cán bộ nhiệt tình'],
  ['blanks around', '  Chờ lâu \n', '  Chờ lâu \n'],
  ['NUL and controls', 'a\0b\x01\x7fc', 'a\0b\x01\x7fc'],
  ['line ends', 'a\nb\r\nc\u2028d', 'a\nb\r\nc\u2028d'],
  ['quotes', '"\\\'</script>', '"\\\'</script>'],
  ['emoji', '👨‍👩‍👧‍👦🇻🇳', '👨‍👩‍👧‍👦🇻🇳'],
  ['lone surrogates', `${LONE}a\udc00${LONE}`, '\ufffda\ufffd\ufffd'],
  ['right-to-left marks', '\u202eabc\u2066', '\u202eabc\u2066'],
  ['combining marks', `a${'\u0301'.repeat(499)}`, `a${'\u0301'.repeat(499)}`],
  ['decomposed', 'e\u0302\u0301', 'e\u0302\u0301'],
  ['a telephone number', 'Gọi 0912 345 678 nhé', 'Gọi ••• nhé'],
  ['an address', 'Thư: a.b@c.vn nhé', 'Thư: ••• nhé'],
  ['too long', 'x'.repeat(501), 'x'.repeat(500)],
  ['a pair at the end', `${'x'.repeat(499)}😀`, 'x'.repeat(499)],
  ['a pair that just fits', `${'x'.repeat(498)}😀y`, `${'x'.repeat(498)}😀`],
  ['a number across the end', `${'x'.repeat(490)} 0912345678`, `${'x'.repeat(490)} •••`],
])(
  'a comment with %s is sealed beside its entry, which holds its length and salted hash',
  async (_, typed, text) => {
    const paired = await pairedTablet()
    const closing = await rate(paired, { score: 1 }, typed)
    expect(closing).toMatchObject({ ok: true, masked: text.includes('•••') })
    const [rating] = await entriesOf(paired.device, 'rating')
    const [beside] = await readStore(paired.device, 'sealed')
    const opened = await paired.network.openSealed(beside!.sealed)
    expect(opened.text).toBe(text)
    expect(beside?.n).toBe(rating?.n)
    const hash = createHash('sha256')
      .update(commentText(opened.salt, opened.text), 'utf8')
      .digest('base64url')
    expect(rating?.body.comment).toEqual([text.length, hash])
    expect(Buffer.from(opened.salt, 'base64url')).toHaveLength(16)
  },
)

test.each(['', '   ', '\n\t', '\u00a0'])('a comment of nothing but blanks (%j) is none', async (typed) => {
  const paired = await pairedTablet()
  expect(await rate(paired, { score: 1 }, typed)).toMatchObject({ ok: true, masked: false })
  expect(await readStore(paired.device, 'sealed')).toEqual([])
  expect((await entriesOf(paired.device, 'rating'))[0]?.body.comment).toBeUndefined()
})

test('neither the words nor a number of a comment stand on the disk', async () => {
  const paired = await pairedTablet()
  await rate(paired, { score: 1 }, 'Bí mật 0912345678')
  const entries = JSON.stringify([
    await readStore(paired.device, 'entries'),
    await readStore(paired.device, 'sealed'),
  ])
  expect(entries).not.toContain('Bí mật')
  expect(entries).not.toContain('0912345678')
})

test('whatever is typed: well-formed, at most 500 UTF-16 units, and tidying twice changes nothing', () => {
  const typed = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(LONE, '\udc00', '😀', 'ấ', '\0', '09')),
  )
  fc.assert(
    fc.property(typed, (parts) => {
      const { text } = tidy(parts.join('').repeat(20))
      expect(text.length).toBeLessThanOrEqual(MAX_COMMENT)
      expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
      expect(tidy(text).text).toBe(text)
    }),
  )
})

test('a pasted book does not hold up the counter: it is not looked through to its end', () => {
  expect(tidy(`${'0'.repeat(5_000)} hết`).text, 'not even where a mask makes room').toBe('•••')
  expect(tidy('a@'.repeat(1_000_000)).text).toHaveLength(MAX_COMMENT)
})
