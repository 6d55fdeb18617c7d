import type { Platform } from './platform.ts'

/** A file that stands in a pack beside what it starts. */
type Launcher = { name: string; text: string; mode: number }

/**
 * `hai-long <name>`: what `npm run <name>` does in a checkout, by the Node in the pack and without npm. Each of package.json's
 * `scripts` that runs one of our own files is there; without a name the server starts.
 */
export function launcherOf({ os, node }: Platform, scripts: Readonly<Record<string, string>>): Launcher {
  const commands = Object.entries(scripts)
    .filter(([, script]) => script.startsWith('node ') && script.includes(' src/server/'))
    .filter(([name]) => name !== 'pack')
    .map(([name, script]) => ({ name, args: script.slice('node '.length) }))
  if (os === 'win32')
    return { name: 'hai-long.cmd', text: forWindows(node.replaceAll('/', '\\'), commands), mode: 0o644 }
  return { name: 'hai-long', text: forLinux(node, commands), mode: 0o755 }
}

type Script = { name: string; args: string }

/** The shell becomes the program, so that a signal to it is a signal to the server. */
function forLinux(node: string, commands: readonly Script[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  return `#!/bin/sh
case $0 in */*) cd -- "\${0%/*}" || exit 1 ;; esac
name=\${1:-start}
[ $# -gt 0 ] && shift
case $name in
${commands.map(({ name, args }) => `${name}) exec ${node} ${args} "$@" ;;`).join('\n')}
*) echo "hai-long: không có lệnh / no command: $name. Có / there are: ${names}" >&2; exit 2 ;;
esac
`
}

/** cmd cannot drop an argument from the list, so the rest are told one by one. */
function forWindows(node: string, commands: readonly Script[]): string {
  const rest = [2, 3, 4, 5, 6, 7, 8, 9].map((i) => `%${i}`).join(' ')
  return [
    '@echo off',
    'chcp 65001 >nul',
    'cd /d "%~dp0"',
    'set name=%1',
    'if "%name%"=="" set name=start',
    ...commands.map(({ name, args }) => `if "%name%"=="${name}" (${node} ${args} ${rest} & exit /b)`),
    `echo hai-long: no command: %name%. There are: ${commands.map(({ name }) => name).join(' ')} 1>&2`,
    'exit /b 2',
    '',
  ].join('\r\n')
}
