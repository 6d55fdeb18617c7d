import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { SHORT_NAMES } from '../../../build/short-names.ts'
import { variablesOf } from '../../../build/short-variables.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const list = (...patterns: string[]) => globSync(patterns, { cwd: root })
const names = [...SHORT_NAMES.keys()].filter((name) => !name.startsWith('__'))
const among = (found: ReadonlySet<string>) => names.filter((name) => found.has(name))

/** What the tablet loads, with what stands in its rows and goes over its wire. */
const OURS = list('src/{kiosk,device,ui,domain,protocol}/**/*.{ts,tsx}', 'sw/*.ts').filter(
  (file) => !file.startsWith('src/ui/text/') || /\/(kiosk|staff|lang|words|spaces)[.\w]*$/.test(file),
)

/** The libraries as the kiosk loads them. */
const LIBRARIES = list(
  'node_modules/preact/dist/preact.mjs',
  'node_modules/idb/build/index.js',
  'node_modules/workbox-window/build/workbox-window.prod.mjs',
  'node_modules/lean-qr/nano.mjs',
)

/** Every name that the visitor gives of any node of these files. */
function gather(files: string[], visit: (node: ts.Node) => string | undefined): Set<string> {
  const found = new Set<string>()
  for (const file of files) {
    const walk = (node: ts.Node) => {
      const name = visit(node)
      if (name !== undefined) found.add(name)
      ts.forEachChild(node, walk)
    }
    walk(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true))
  }
  return found
}

/** The name of a property that is declared, written, read or taken apart there. */
function property(node: ts.Node): string | undefined {
  if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).getText()
  if (
    ts.isPropertyAccessExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node)
  )
    return node.name && 'text' in node.name ? node.name.text : undefined
}

const isOfElement = (node: ts.JsxAttribute) => /^[a-z]/.test(node.parent.parent.tagName.getText())

describe('names that the build shortens', () => {
  it('stand in no row, entry, document or message', () => {
    const rows = ['src/device/stored.ts', 'src/kiosk/held.ts']
    expect(among(gather([...list('src/{domain,protocol}/*.ts'), ...rows], property))).toEqual([])
    const draft = gather(['src/device/types.ts'], (node) =>
      ts.isPropertySignature(node) && isWithin(node, 'Draft') ? node.name.getText() : undefined,
    )
    expect(draft).toContain('tappedAt')
    expect(among(draft)).toEqual([])
    const written = gather(OURS, (node) => {
      const call = node.parent?.parent
      const isSaid =
        call &&
        ts.isCallExpression(call) &&
        /\b(stringify|postMessage|put|add)$/.test(call.expression.getText())
      return isSaid && ts.isObjectLiteralExpression(node.parent) ? property(node) : undefined
    })
    expect(written).toContain('salt')
    expect(among(written)).toEqual([])
  })

  it('are none of the browser, of the language or of a library', () => {
    const theirs = gather(
      list(
        'node_modules/typescript/lib/lib.*.d.ts',
        'node_modules/{preact,idb,workbox-window,workbox-core,lean-qr}/**/*.d.ts',
      ).concat(LIBRARIES),
      property,
    )
    expect(theirs.size).toBeGreaterThan(5_000)
    expect(among(theirs)).toEqual([])
    const attributes = gather(OURS, (node) =>
      ts.isJsxAttribute(node) && isOfElement(node) ? node.name.getText() : undefined,
    )
    expect(attributes).toContain('aria-label')
    expect(among(attributes)).toEqual([])
  })

  it('are never asked for by a string, nor of a file that is loaded when needed', () => {
    const said = gather(OURS, (node) =>
      ts.isStringLiteralLike(node) &&
      !ts.isImportDeclaration(node.parent) &&
      !ts.isLiteralTypeNode(node.parent)
        ? node.text
        : undefined,
    )
    expect(said).toContain('retryAfter')
    expect(among(said)).toEqual([])
    const given = gather(['src/device/for-staff.ts', 'src/kiosk/staff/screens.ts'], (node) =>
      ts.isExportSpecifier(node) || ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)
        ? node.name?.getText()
        : undefined,
    )
    expect(given).toContain('askKnown')
    expect(among(given)).toEqual([])
  })

  it('are all used, and none is called what something else is called already', () => {
    const used = gather(OURS, property)
    expect(names.filter((name) => !used.has(name))).toEqual([])
    const theirs = gather(LIBRARIES, property)
    expect([...SHORT_NAMES.keys()].filter((name) => name.startsWith('__') && !theirs.has(name))).toEqual([])
    expect([...SHORT_NAMES.values()].filter((name) => used.has(name) || theirs.has(name))).toEqual([])
    expect(new Set(SHORT_NAMES.values()).size).toBe(SHORT_NAMES.size)
  })
})

describe('variables of the style sheets', () => {
  it('are named by no script, since the build shortens them', () => {
    const variables = variablesOf(join(root, 'src'))
    expect(variables).toContain('--ink')
    const said = OURS.filter((file) => !file.startsWith('src/domain')).map((file) =>
      readFileSync(join(root, file), 'utf8'),
    )
    expect(
      variables.filter((name) =>
        said.some((text) => text.includes(`'${name}'`) || text.includes(`(${name})`)),
      ),
    ).toEqual([])
  })
})

function isWithin(node: ts.Node, type: string): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (ts.isTypeAliasDeclaration(at)) return at.name.text === type
  return false
}
