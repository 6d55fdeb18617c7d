import { copyFile, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { freePort, START } from '../tests/support/server.ts'
import type { Course } from './measure.ts'
import { newFolder } from './office.ts'
import { ROOT, startNode } from './process.ts'

const FONTS = `${ROOT}node_modules/@fontsource/be-vietnam-pro/files`

/** Serves the hand-written page as the product serves its own, at `/kiosk/`; resolves to that address. */
export async function serveTwin(course: Pick<Course, 'atEnd'>): Promise<string> {
  const folder = newFolder(course)
  const from = (name: string) => new URL(`twin/${name}`, import.meta.url)
  for (const name of ['assets', 'kiosk']) await mkdir(`${folder}/${name}`)
  await copyFile(from('index.html'), `${folder}/kiosk/index.html`)
  await copyFile(from('sw.js'), `${folder}/sw.js`)
  await copyFile(`${ROOT}public/favicon.svg`, `${folder}/favicon.svg`)
  for (const name of ['latin-500', 'latin-700', 'vietnamese-500', 'vietnamese-700']) {
    const file = `be-vietnam-pro-${name}-normal.woff2`
    await copyFile(`${FONTS}/${file}`, `${folder}/assets/${file}`)
  }
  const port = await freePort()
  const { PATH } = process.env
  const args = [...START.slice(0, -1), fileURLToPath(new URL('page-server.ts', import.meta.url))]
  await startNode(course, { args, env: { PATH, PORT: String(port), DATA_DIR: folder }, until: 'http' })
  return `http://localhost:${port}/kiosk/`
}
