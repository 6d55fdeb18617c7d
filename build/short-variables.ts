import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { short } from './short-names.ts'

const VARIABLE = /--[a-z][\w-]*/g

/**
 * A step of the style sheets: the variables of all the kiosk's sheets, the staff's too, get names of a letter or two, those
 * used most the shortest. No script names one; a test would find it.
 */
export function shortVariables(src: string) {
  const names = variablesOf(src)
  const shortened = new Map(names.map((name, place) => [name, `--${short(place)}`]))
  const inShort = (text: string) => text.replace(VARIABLE, (name) => shortened.get(name) ?? name)
  return {
    postcssPlugin: 'hailong-short-variables',
    OnceExit(sheet: Sheet) {
      sheet.walkDecls(/./, (line) => {
        line.prop = inShort(line.prop)
        line.value = inShort(line.value)
      })
    },
  }
}

type Sheet = { walkDecls: (prop: RegExp, each: (line: { prop: string; value: string }) => void) => void }

/** Those used most first. */
export function variablesOf(src: string): string[] {
  const uses = new Map<string, number>()
  for (const sheet of globSync(['ui/*.css', 'kiosk/**/*.css'], { cwd: src })) {
    for (const [name] of readFileSync(join(src, sheet), 'utf8').matchAll(VARIABLE))
      uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return [...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name)
}
