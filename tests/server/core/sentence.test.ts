import { expect, test } from 'vitest'
import { sentenceOf } from '#src/server/cli/database-args.ts'
import { readConfig } from '#src/server/config.ts'
import { sentenceFor } from '#src/server/main-deps.ts'
import { oneAtATime } from '#src/server/one-at-a-time.ts'

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

test.each([
  [
    'listen',
    'This user may not listen on port 80: those below 1024 are kept for the system. Set PORT to a higher number.',
  ],
  ['open', 'open: this user may not write there. Check DATA_DIR (/d), and who starts the server.'],
])('what may not be done is told apart: %s', (syscall, sentence) => {
  const read = readConfig({ DATA_DIR: '/d', PORT: '80' })
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  const thrown = Object.assign(new Error(syscall), { code: 'EACCES', syscall })
  expect(sentenceFor(thrown, read.config)).toBe(sentence)
})

test('a lock that cannot be held says where nothing can be written', async () => {
  const file = import.meta.filename
  await expect(
    oneAtATime(
      `${file}/x.lock`,
      () => undefined,
      async () => 1,
    ),
  ).rejects.toThrow(`Nothing can be written in ${file}, where this program works.`)
})

test.each([
  ['EACCES', 'This user may not do that there.'],
  ['EROFS', 'This user may not do that there.'],
  ['ENOSPC', 'Make room on it.'],
  ['SQLITE_FULL', 'Make room on it.'],
  ['EEXIST', 'Name a folder.'],
])('a command says what to do about %s', (code, toDo) => {
  expect(sentenceOf(Object.assign(new Error('mkdir /d/e'), { code }))).toMatch(
    new RegExp(`^mkdir /d/e\\. .*${toDo}`),
  )
})

test('what is no matter of the disk is said as it was thrown', () => {
  expect(sentenceOf(new Error('There is no file x.'))).toBe('There is no file x.')
  expect(sentenceOf(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED')
})
