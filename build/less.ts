import type { Plugin } from 'vite'

/** What makes the kiosk's files smaller and changes nothing that they do. docs/decisions/005-weight-of-the-kiosk.md says how much. */

/** Parts of libraries that the kiosk never reaches and no bundler can see to be unused: the file, and from where to where. */
const UNUSED = [
  // Drawing on a canvas: ours is drawn as SVG.
  { file: 'lean-qr/nano.mjs', part: /,u\(\w,\{on:.*?toCanvas\(\w,\w\)\{.*?\}(?=\}\))/ },
  // It would tell a global which version this is.
  { file: 'workbox-window.prod.mjs', part: /try\{self\["workbox:[\w.:-]+"\]&&_\(\)\}catch\(\w\)\{\}/g },
]

export function withoutUnused(): Plugin {
  return {
    name: 'hailong:without-unused',
    transform(code, id) {
      const found = UNUSED.find(({ file }) => id.endsWith(file))
      if (!found) return
      const left = code.replace(found.part, '')
      if (left === code) throw new Error(`${found.file} is another version than build/less.ts knows`)
      return { code: left, map: null }
    },
  }
}

/**
 * What the citizens' file gives to the staff's goes by the name that it has there. The bundler hands out a second one for each,
 * and only then are names shortened. A file's hash stands for what is in it all the same: it was made of both names.
 */
export function plainExports(): Plugin {
  return {
    name: 'hailong:plain-exports',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const given = chunks.find(({ isEntry, code }) => isEntry && EXPORTS.test(code))
      if (!given) throw new Error('The kiosk gives nothing to its staff')
      const own = new Map<string, string>()
      given.code = given.code.replace(EXPORTS, (_, list: string) => {
        for (const [name, second] of pairs(list)) own.set(second, name)
        return `export{${[...own.values()].join()}}`
      })
      for (const chunk of chunks) {
        chunk.code = chunk.code.replace(IMPORTS, (whole, list: string, file: string) => {
          if (!given.fileName.endsWith(file)) return whole
          const named = pairs(list).map(([second, here]) => {
            if (!own.has(second)) throw new Error(`${file} gives no ${second}`)
            return `${own.get(second)} as ${here}`
          })
          return `import{${named}}from"./${file}"`
        })
      }
    },
  }
}

const EXPORTS = /export\{([^}]+)\}(?=;?\s*$)/
const IMPORTS = /import\{([^}]+)\}from"\.\/([^"]+)"/g

/** `a as b,c` as [[a, b], [c, c]] */
function pairs(list: string): [string, string][] {
  return list.split(',').map((item) => {
    const [name = '', second = name] = item.split(' as ')
    return [name, second]
  })
}
