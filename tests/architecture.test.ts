import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { describe, expect, it, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const project = JSON.parse(read('package.json'))

/** Everything that is, or is about to be, in the repository. */
const tree = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const among = (pattern: RegExp) => tree.filter((path) => pattern.test(path))

/** The import table of ARCHITECTURE.md, a row a folder: its own files, these folders, these packages. */
const TABLE: Record<string, { folders: string[]; packages: string[]; core?: true }> = {
  'src/domain': { folders: [], packages: ['zod'] },
  'src/protocol': { folders: ['src/domain'], packages: ['zod'] },
  'src/device': { folders: ['src/domain', 'src/protocol'], packages: ['idb'] },
  'src/ui': {
    folders: ['src/domain'],
    packages: ['preact', '@preact/signals', 'lean-qr', '@fontsource/be-vietnam-pro'],
  },
  'src/kiosk': {
    folders: ['src/domain', 'src/device', 'src/ui'],
    // The renderer runs at build and draws the first screen; the tablet never loads it.
    packages: ['preact', '@preact/signals', 'workbox-window', 'preact-render-to-string'],
  },
  'src/dashboard': {
    folders: ['src/domain', 'src/protocol', 'src/ui'],
    packages: ['preact', '@preact/signals', 'zod', 'papaparse', '@types/papaparse'],
  },
  'src/server': {
    folders: ['src/domain', 'src/protocol'],
    packages: [
      'hono',
      '@hono/node-server',
      'kysely',
      'better-sqlite3',
      '@zxcvbn-ts/language-common',
      '@types/better-sqlite3',
      'pg',
      '@types/pg',
      'zod',
      'lean-qr',
    ],
    core: true,
  },
  sw: {
    folders: ['src/domain', 'src/protocol', 'src/device'],
    packages: ['workbox-precaching', 'workbox-routing'],
  },
}

const RULES = Object.entries(TABLE).map(([folder, row]): IForbiddenRuleType => {
  const files = [folder, ...row.folders].map((own) => `^${own}/`)
  const packages = row.packages.map((name) => `^node_modules/${name}/`)
  return {
    name: `${folder} imports only what its row names`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { pathNot: [...files, ...packages], ...(row.core && { dependencyTypesNot: ['core'] }) },
  }
})

/** `types`: imports of types alone too. */
async function imports(baseDir: string, folders: string[], types = true): Promise<ICruiseResult> {
  const { output } = await cruise(folders, {
    baseDir,
    validate: true,
    ruleSet: { forbidden: RULES },
    tsPreCompilationDeps: types,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.css'],
    },
  })
  if (typeof output === 'string') throw new Error(output)
  return output
}

const wrong = ({ summary }: ICruiseResult) => summary.violations.map(({ from, to }) => `${from} → ${to}`)

describe('imports', () => {
  it('follow the table, in every module of src and sw', async () => {
    const result = await imports(root, ['src', 'sw'])
    expect(wrong(result)).toEqual([])
    expect(result.modules.filter(({ source }) => /^(src|sw)\//.test(source)).length).toBeGreaterThan(20)
  })

  it('that break the table are found', async () => {
    await mkdir(join(root, '.cache'), { recursive: true })
    const planted = await mkdtemp(join(root, '.cache', 'imports-'))
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(planted, path)), { recursive: true })
      await writeFile(join(planted, path), text)
    }
    await write('package.json', JSON.stringify({ type: 'module', imports: { '#src/*': './src/*' } }))
    await write('src/server/app.ts', `import '#src/domain/rating.ts'\nexport type App = 1\n`)
    await write(
      'src/domain/rating.ts',
      `import type { App } from '#src/server/app.ts'\nexport type R = App\n`,
    )
    await write('src/device/log.ts', `import 'preact'\nimport 'node:fs'\nimport 'no-such-package'\n`)
    const result = await imports(planted, ['src'])
    await rm(planted, { recursive: true })
    expect(wrong(result).sort()).toEqual([
      expect.stringMatching(/^src\/device\/log\.ts → .*node_modules\/preact\//),
      'src/device/log.ts → fs',
      'src/device/log.ts → no-such-package',
      'src/domain/rating.ts → src/server/app.ts',
    ])
  })
})

describe('files', () => {
  const lines = (path: string) => read(path).trimEnd().split('\n').length
  const sources = among(/^(src|sw)\/.*\.(ts|tsx|css|html)$/).map((path) => ({ path, lines: lines(path) }))

  it('are no longer than 250 lines, and half of them under 60', () => {
    expect(sources.filter((file) => file.lines > 250)).toEqual([])
    const short = sources.filter((file) => file.lines < 60)
    expect(short.length / sources.length).toBeGreaterThanOrEqual(0.5)
  })

  it('hold the whole service worker in at most 100 lines', () => {
    expect(lines('sw/sw.ts')).toBeLessThanOrEqual(100)
  })

  it('name no path of one machine and no tool from outside', () => {
    const odd =
      /\/(?:wor[k]|roo[t]|far[m]|home\/[a-z]\w*|Users\/[A-Z]\w*)\/\w|claud[e]|anthropi[c]|copilo[t]|farm-benc[h]/i
    const found = among(/^(?!package-lock|LICENSE).*\.(tsx?|css|html|json|md|svg|sh)$|^\.ci\//).filter(
      (path) => odd.test(read(path)),
    )
    expect(found).toEqual([])
  })
})

describe('promises', () => {
  const title = /(?:\b(?:it|test|describe)|\))\(\s*(['"`])((?:P\d+\b[ ,]*)+)/g
  const kept = new Set(
    among(/^tests\/.*\.test\.tsx?$/).flatMap((path) =>
      [...read(path).matchAll(title)].flatMap((match) => match[2]!.match(/P\d+/g) ?? []),
    ),
  )

  test.each(Array.from({ length: 12 }, (_, i) => `P${i + 1}`))(
    '%s has a test that carries its number',
    (promise) => {
      expect(kept).toContain(promise)
    },
  )
})

describe('documents', () => {
  const documents = ['README.md', 'ARCHITECTURE.md', ...among(/^docs\/.*\.md$/)]

  it.each(documents)('%s names only files that exist', (document) => {
    const text = read(document)
    const code = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!).filter(looksLikePath)
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) =>
      join(dirname(document), match[1]!),
    )
    expect([...code, ...links].filter((path) => !exists(path))).toEqual([])
  })

  it.each(documents)('%s names only commands that exist', (document) => {
    const code = [...read(document).matchAll(/```[^`]*```|`[^`\n]+`/g)].map((match) => match[0]).join('\n')
    const commands = [...code.matchAll(/\bnpm (?:run )?([a-z:-]+)/g)].map((match) => match[1]!)
    const known = [...Object.keys(project.scripts), 'ci', 'install']
    expect(commands.filter((command) => !known.includes(command))).toEqual([])
  })

  function looksLikePath(code: string): boolean {
    return (
      /^(?:src|sw|tests|docs|public|bench|\.ci)\/[\w./*-]*$/.test(code) ||
      /^[\w-]+\.(?:tsx?|md|css)$/.test(code)
    )
  }

  /** The path itself, a pattern that something matches, or the bare name of a file somewhere in the tree. */
  function exists(path: string): boolean {
    if (path.includes('*')) return globSync(path, { cwd: root }).length > 0
    return existsSync(join(root, path)) || tree.some((file) => file.endsWith(`/${path}`))
  }
})

describe('dependencies', () => {
  const named = { ...project.dependencies, ...project.devDependencies }
  const sources = among(/^(src|sw|tests)\/.*\.(tsx?|css|html)$|^[\w.-]+\.(ts|json)$/)
    .filter((path) => !/^package(-lock)?\.json$/.test(path))
    .map(read)
    .join('\n')

  it.each(Object.keys(named))('%s is used', (name) => {
    const used = name.startsWith('@types/') ? name.slice('@types/'.length) : name
    const bins = Object.keys(JSON.parse(read(`node_modules/${name}/package.json`)).bin ?? {})
    const words = [`${used}/`, `${used}'`, `${used}"`, ...bins.flatMap((bin) => [`'${bin}'`, `/${bin}'`])]
    expect(words.some((word) => sources.includes(used === 'node' ? 'node:' : word))).toBe(true)
  })

  it('bring one version of Node for each kind of machine', () => {
    const versions = Object.entries(project.optionalDependencies)
    expect(versions.every(([name]) => /^node-(linux|win|darwin)-(x64|arm64)$/.test(name))).toBe(true)
    expect(new Set(versions.map(([, version]) => version)).size).toBe(1)
  })
})

describe('what a tablet loads', () => {
  const KB = 1000
  const brotli = (path: string) => brotliCompressSync(readFileSync(join(root, 'dist', path))).length
  const html = () => read('dist/kiosk/index.html')
  const named = () => [...html().matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!)
  /** With what the scripts import without being asked. */
  const loaded = () => {
    const files = new Set(named())
    for (const file of files) {
      for (const [, imported] of read(join('dist', file)).matchAll(/(?:from|import)\s?"\.\/([^"]+)"/g))
        files.add(join(dirname(file), imported!))
    }
    return files
  }

  it('is at most 18 KB of page, its first screen included', () => {
    expect(brotli('kiosk/index.html')).toBeLessThanOrEqual(18 * KB)
  })

  it('is at most 40 KB of script and style on all the screens of a citizen', () => {
    const total = ['kiosk/index.html', ...loaded()].reduce((sum, path) => sum + brotli(path), 0)
    expect(total).toBeLessThanOrEqual(40 * KB)
  })

  it('brings a service worker of at most 12 KB', () => {
    expect(brotli('sw.js')).toBeLessThanOrEqual(12 * KB)
  })

  it('is read by browsers before Safari 16.4, which know no lookbehind', () => {
    for (const file of loaded()) expect(read(join('dist', file))).not.toMatch(/\(\?<[!=]/)
  })

  it('is precached whole, with what only staff need', () => {
    const files = globSync('{kiosk/*.html,assets/kiosk-*}', { cwd: join(root, 'dist') })
    expect(files.some((path) => /kiosk-staff-.*\.js$/.test(path))).toBe(true)
    expect(files.filter((path) => !read('dist/sw.js').includes(path))).toEqual([])
  })

  it('holds no schema library', async () => {
    const { modules } = await imports(
      root,
      ['src/kiosk/main.tsx', 'src/kiosk/staff/screens.ts', 'sw/sw.ts'],
      false,
    )
    expect(modules.length).toBeGreaterThan(60)
    expect(modules.map(({ source }) => source).filter((source) => /node_modules\/zod/.test(source))).toEqual(
      [],
    )
  })

  it('is at most 90 KB of fonts', () => {
    const named = new Set([...html().matchAll(/url\(["']?\/([^)"']+\.woff2)/g)].map((match) => match[1]!))
    const fonts = [...named].map((path) => statSync(join(root, 'dist', path)).size)
    expect(fonts.length).toBeGreaterThan(0)
    expect(fonts.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(90 * KB)
  })
})
