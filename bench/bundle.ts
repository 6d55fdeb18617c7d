import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import type { Queue } from './page/queue.ts'
import type { Store } from './page/store.ts'
import { ROOT } from './process.ts'

declare global {
  interface Window {
    /** What the bundled file exports: one of the two, or both. */
    bench_page: { store: Store; queue: Queue }
    /** The stores of one page that take turns. */
    bench_stores?: Store[]
  }
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A file of bench/page with all it imports as one script that sets `bench_page` to what it exports. */
export async function bundle(name: string): Promise<string> {
  const built = (await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    define: { __BUILD__: '"bench"' },
    resolve: {
      alias: [
        { find: '#src', replacement: `${ROOT}src` },
        // What a page has not, and Vite would leave out.
        { find: /^events$/, replacement: here('node_modules/events/events.js') },
      ],
    },
    build: {
      write: false,
      target: 'chrome140',
      lib: { entry: here(`page/${name}.ts`), formats: ['iife'], name: 'bench_page' },
    },
  })) as Rolldown.RolldownOutput[]
  return built[0]!.output[0].code
}
