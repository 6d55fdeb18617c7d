import { expect, test } from 'vitest'
import { readConfig } from '#src/server/config.ts'
import { sentenceFor } from '#src/server/main-deps.ts'

test.each([
  [
    'ENOSPC',
    'The disk of /d is full. Make room on it, or put DATA_DIR with all that is in it on a larger one.',
  ],
  [
    'SQLITE_FULL',
    'The disk of /d is full. Make room on it, or put DATA_DIR with all that is in it on a larger one.',
  ],
  ['ENOTDIR', 'DATA_DIR (/d) is not a folder. Name a folder there, or one that can be made.'],
  ['EADDRINUSE', 'Port 3000 is in use: another server runs there. Stop it, or set PORT to another number.'],
])('what the operating system calls %s is a sentence that says what to do', (code, sentence) => {
  const read = readConfig({ DATA_DIR: '/d' })
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  expect(sentenceFor(Object.assign(new Error(code), { code }), read.config)).toBe(sentence)
})
