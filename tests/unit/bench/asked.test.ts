import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { browserTrouble, missingPeers, readAsked, whyUnwritten } from '../../../bench/asked.ts'

const read = (...args: string[]) => readAsked(args, ['ingest', 'verify'])

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-asked-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test.each([
  [{ rounds: 5, isQuick: false }, undefined],
  [{ rounds: 9, isQuick: false }, undefined],
  [{ rounds: 3, isQuick: false }, '5 rounds or more, and these are 3.'],
  [{ rounds: 1, isQuick: true }, 'quick'],
  [{ rounds: 9, isQuick: true }, 'quick'],
])('of %j what is written, or the sentence that says why not: %s', (asked, part) => {
  expect(whyUnwritten(asked)).toEqual(part && expect.stringContaining(part))
})

test('without options all is asked for, in five rounds or as many as a measure needs', () => {
  const whole = { names: undefined, rounds: 5, isExact: false, isQuick: false, backupRatings: undefined }
  expect(read()).toEqual({ asked: whole })
  expect(read('--only', 'verify', '--rounds', '3')).toEqual({
    asked: { ...whole, names: ['verify'], rounds: 3, isExact: true },
  })
  expect(read('--quick')).toEqual({ asked: { ...whole, rounds: 1, isExact: true, isQuick: true } })
})

test.each([
  [['--quick', '--write'], 'Nothing was written'],
  [['--rounds', '3', '--write'], 'Nothing was written'],
  [['--fast'], "Unknown option '--fast'"],
  [['--only'], 'argument missing'],
  [['verify'], "Unexpected argument 'verify'"],
  [['--only', 'x'], 'There is no measure x. There are: ingest, verify.'],
  [['--rounds', '0'], '--rounds takes'],
  [['--backup-ratings', 'x'], '--backup-ratings takes'],
])('%j is answered with a sentence', (args, part) => {
  expect(read(...args)).toEqual({ trouble: expect.stringContaining(part) })
})

test('--help tells the options and the measures', () => {
  expect(read('--help')).toEqual({ usage: expect.stringContaining('some of ingest, verify') })
})

test('every peer that is named and not installed is missed', () => {
  const folder = freshFolder()
  writeFileSync(join(folder, 'package.json'), '{"dependencies":{"dexie":"1.0.0","pouchdb-node":"1.0.0"}}')
  expect(missingPeers(folder)).toEqual(['dexie', 'pouchdb-node'])
  mkdirSync(join(folder, 'node_modules', 'dexie'), { recursive: true })
  writeFileSync(join(folder, 'node_modules', 'dexie', 'package.json'), '{}')
  expect(missingPeers(folder)).toEqual(['pouchdb-node'])
})

test('a CHROMIUM_PATH that names nothing, or no program, is answered with what to do', () => {
  const folder = freshFolder()
  const text = join(folder, 'text')
  writeFileSync(text, 'no program')
  const toDo = 'Name the Chromium of this machine there, or leave CHROMIUM_PATH out.'
  expect(browserTrouble(join(folder, 'none'))).toContain(`there is no such file. ${toDo}`)
  for (const path of [text, folder]) expect(browserTrouble(path)).toContain(toDo)
  expect([undefined, '', process.execPath].map(browserTrouble)).toEqual([undefined, undefined, undefined])
})
