import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import * as z from 'zod/mini'
import { NO_PAGE, pagePolicy } from './csp.ts'
import { readJson } from './json.ts'
import { type Refusal, refuse } from './problems.ts'

type Asset = {
  type: string
  etag: string
  cache: string
  policy: string
  plain: Bytes
  br?: Bytes
  gzip?: Bytes
}
type Bytes = Uint8Array<ArrayBuffer>

/** The built pages, in memory: address → what to answer. */
export type Site = ReadonlyMap<string, Asset>

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt'])

/** Vite's names for what never changes under one name: `assets/main-BvX3k9_a.js`. */
const HASHED = /\/assets\/.*-[\w-]{8,}\.\w+$/
/** The best: half a second of work at the start, for every load of every tablet. */
const BROTLI_QUALITY = 11

/** Reads and compresses a folder of built files. An absent folder is an empty site: the API stands without pages. */
export async function loadSite(folder: string): Promise<Site> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const assets = await Promise.all(
    files.map(async (file): Promise<[string, Asset]> => {
      const address = `/${relative(folder, file).split(sep).join('/')}`
      return [address, await asset(address, await readFile(file))]
    }),
  )
  return new Map(assets)
}

const Build = z.object({ id: z.string(), at: z.int() })

/** Which pages these are, and since when, ms, as the build says; undefined where it does not. */
export function buildOf(site: Site): z.infer<typeof Build> | undefined {
  const said = site.get('/build.json')
  return said && readJson(Build, Buffer.from(said.plain).toString())
}

/** The file at that address, or the page that belongs to it; the dashboard's own addresses all answer its one page. */
export function answerStatic(site: Site, request: Request): Response | Refusal {
  const { pathname } = new URL(request.url)
  if (pathname === '/kiosk') return new Response(null, { status: 308, headers: { Location: '/kiosk/' } })
  const found = site.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  if (found) return answer(found, pathname, request)
  const page = extname(pathname) === '' && !pathname.startsWith('/kiosk/') && site.get('/index.html')
  return page ? answer(page, pathname, request) : refuse('not-found')
}

async function asset(address: string, plain: Bytes): Promise<Asset> {
  const extension = extname(address)
  const isPage = extension === '.html'
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: hash('sha256', plain, 'base64url').slice(0, 22),
    cache: HASHED.test(address) ? 'public, max-age=31536000, immutable' : 'no-cache',
    policy: isPage ? pagePolicy(Buffer.from(plain).toString()) : NO_PAGE,
    plain,
    ...(COMPRESSED.has(extension) && (await compressed(plain))),
  }
}

async function compressed(plain: Bytes): Promise<{ br: Bytes; gzip: Bytes }> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  }
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain, { params }), promisify(gzip)(plain)])
  return { br, gzip: gz }
}

function answer(asset: Asset, pathname: string, request: Request): Response {
  const encoding = encodingFor(asset, request.headers.get('Accept-Encoding') ?? '')
  // One tag for each encoding: RFC 9110 wants another tag for other bytes.
  const etag = `"${asset.etag}${encoding ? `-${encoding}` : ''}"`
  const headers: Record<string, string> = {
    'Content-Type': asset.type,
    'Cache-Control': asset.cache,
    'Content-Security-Policy': asset.policy,
    ETag: etag,
    Vary: 'Accept-Encoding',
  }
  if (encoding) headers['Content-Encoding'] = encoding
  if (pathname === '/sw.js') {
    // A worker obeys the policy that its own script came with, and it fetches this origin.
    headers['Content-Security-Policy'] = "default-src 'self'"
    headers['Service-Worker-Allowed'] = '/kiosk/'
  }
  const unchanged = request.headers.get('If-None-Match')?.split(/,\s*/).includes(etag)
  if (unchanged) return new Response(null, { status: 304, headers })
  return new Response(asset[encoding ?? 'plain'] ?? asset.plain, { headers })
}

function encodingFor(asset: Asset, accepted: string): 'br' | 'gzip' | undefined {
  const takes = new Set(
    accepted
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]!.trim()),
  )
  return (['br', 'gzip'] as const).find((name) => asset[name] && takes.has(name))
}
