import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { VNode } from 'preact'
import renderToString from 'preact-render-to-string'
import { build, createServer, type InlineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { plainExports, withoutUnused } from './build/less.ts'
import { shorten } from './build/short-names.ts'
import { shortVariables } from './build/short-variables.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = `${root}dist`

const shared = {
  configFile: false,
  publicDir: `${root}public`,
  define: { __BUILD__: JSON.stringify(buildId()) },
  // Preact holds this function anyway; that of the automatic runtime would come besides. Its names are no variable's.
  oxc: {
    jsx: { runtime: 'classic', pragma: '$h', pragmaFrag: '$Fragment' },
    jsxInject: "import { Fragment as $Fragment, h as $h } from 'preact'",
  },
  resolve: {
    alias: {
      '#src': `${root}src`,
      // Its package names only a build for browsers without classes.
      'workbox-window': `${root}node_modules/workbox-window/build/workbox-window.prod.mjs`,
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
} satisfies InlineConfig

/** What no citizen's screen needs: the kiosk's second file, precached like the first. */
const FOR_STAFF =
  /src\/(kiosk\/staff\/|ui\/text\/staff|device\/(for-staff|pairing|pairing-again|known-again|pair-answer|preflight|pin|health|rescue|rescue-loads|config-on-disk)\.|protocol\/rescue\.)/

/** Browsers that tablets of 2021 and later run. */
const output = {
  outDir: dist,
  target: ['chrome91', 'firefox90', 'safari15.4'],
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
} satisfies InlineConfig['build']

/** The dashboard is a build of its own, so that no chunk is shared and the tablet loads nothing that it does not need. */
const dashboard: InlineConfig = {
  ...shared,
  root: `${root}src/dashboard`,
  build: { ...output, emptyOutDir: true },
}

/** `vite build` builds the dashboard, the kiosk and the service worker into dist/; `vite` serves the kiosk at /kiosk/. */
export default {
  ...shared,
  root: `${root}src`,
  css: { postcss: { plugins: [shortVariables(`${root}src`)] } },
  build: {
    ...output,
    emptyOutDir: false,
    copyPublicDir: !hasDashboard(),
    modulePreload: false,
    // Half a kilobyte smaller than the default minifier.
    minify: 'terser',
    terserOptions: {
      ecma: 2020,
      safari10: false,
      compress: { passes: 2, inline: 1, hoist_funs: true, pure_getters: true },
      mangle: { properties: shorten },
    },
    rolldownOptions: {
      input: `${root}src/kiosk/index.html`,
      // What idb adds to its promises, shortcuts of the database and loops over cursors: the tablet uses neither, and it is 0.4 KB.
      treeshake: { manualPureFunctions: ['replaceTraps'] },
      // Safari 15 knows no fields of classes: they are assigned, without a helper that would define them.
      transform: { assumptions: { setPublicClassFields: true } },
      output: {
        entryFileNames: 'assets/kiosk-[hash].js',
        chunkFileNames: 'assets/kiosk-[name]-[hash].js',
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: 'staff', test: FOR_STAFF }],
        },
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.css')
            ? 'assets/kiosk-[name]-[hash][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  plugins: [
    dashboardFirst(),
    firstScreen(),
    plainImport(),
    withoutUnused(),
    plainExports(),
    tellBuild(),
    VitePWA({
      strategies: 'injectManifest',
      injectRegister: false,
      manifest: false,
      srcDir: '../sw',
      filename: 'sw.ts',
      injectManifest: {
        globDirectory: dist,
        globPatterns: [
          'kiosk/**/*.{html,png,webmanifest}',
          'assets/kiosk-*.{js,css}',
          'assets/*.woff2',
          'favicon.svg',
        ],
      },
    }),
  ],
} satisfies UserConfig

/** The short hash of the commit, or the version where there is no repository. */
function buildId(): string {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
  if (!existsSync(`${root}.git`)) return version
  return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root }).toString().trim().slice(-20)
}

function hasDashboard(): boolean {
  return existsSync(`${root}src/dashboard/index.html`)
}

/** The staff's file is asked for as it is: the bundler's own helper would first look for styles to preload, and there are none. */
function plainImport(): Plugin {
  return {
    name: 'hailong:plain-import',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined,
  }
}

/** What the server says of the pages that it gives out, so that a tablet which runs older ones is seen. */
function tellBuild(): Plugin {
  return {
    name: 'hailong:tell-build',
    generateBundle() {
      const source = JSON.stringify({ id: buildId(), at: Date.now() })
      this.emitFile({ type: 'asset', fileName: 'build.json', source })
    },
  }
}

function dashboardFirst(): Plugin {
  return {
    name: 'hailong:dashboard-first',
    apply: (_, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    async buildStart() {
      if (hasDashboard()) await build({ ...dashboard, logLevel: 'warn' })
    },
  }
}

/**
 * Makes the kiosk's HTML a first screen that needs nothing else: the frames are rendered at build, the styles and the
 * script that holds an early tap stand inside. Only the app itself is a second file, which that script begins.
 */
function firstScreen(): Plugin {
  return {
    name: 'hailong:first-screen',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        if (!bundle) return html
        const [tag, app] = /<script type="module"[^>]* src="([^"]+)"><\/script>/.exec(html) ?? []
        if (!tag || !app) throw new Error('src/kiosk/index.html names no app')
        const [frames, script] = await Promise.all([renderFrames(), bundleFirst(app)])
        return inlineStyles(html, bundle)
          .replace(tag, `<link rel="modulepreload" href="${app}">`)
          .replace('<!--frames-->', () => frames)
          .replace('<!--first-->', () => `<script>${script}</script>`)
          .replace(/>\s+</g, '><')
      },
    },
  }
}

async function renderFrames(): Promise<string> {
  const server = await createServer({
    ...shared,
    root,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  })
  try {
    const { frames } = (await server.ssrLoadModule('/src/kiosk/frames.tsx')) as {
      frames: () => { frame: string; tree: VNode }[]
    }
    return frames()
      .map(({ frame, tree }) => `<div id="${frame}" class="frame">${renderToString(tree)}</div>`)
      .join('')
  } finally {
    await server.close()
  }
}

async function bundleFirst(app: string): Promise<string> {
  const built = (await build({
    ...shared,
    define: { __APP__: JSON.stringify(app) },
    oxc: {}, // it has no elements
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: output.target,
      lib: { entry: `${root}src/kiosk/first.ts`, formats: ['iife'], name: 'first' },
      rolldownOptions: { external: [app] },
    },
  })) as Rolldown.RolldownOutput[]
  const chunk = built[0]?.output[0]
  if (!chunk) throw new Error('src/kiosk/first.ts gave no script')
  return chunk.code.trim()
}

/** The page's own style sheet, inside it: its file is not shipped. */
function inlineStyles(html: string, bundle: Rolldown.OutputBundle): string {
  let page = html.replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
  for (const sheet of Object.values(bundle)) {
    if (sheet.type !== 'asset' || !html.includes(`href="/${sheet.fileName}"`)) continue
    if (!sheet.fileName.endsWith('.css')) continue
    page = page.replace('</head>', () => `<style>${String(sheet.source).trim()}</style></head>`)
    delete bundle[sheet.fileName]
  }
  return page
}
