import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type ConsoleMessage, chromium, type Page } from 'playwright-core'
import { atEnd } from './at-end.ts'
import { browserPath, NO_BROWSER } from './browser-path.ts'

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-crash-restore-bubble',
  '--remote-debugging-port=0',
  // The list under the address bar is a page of its own, loaded at each start, and nobody types there.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
]

/** What Chromium itself writes on a page's console while the server is away. Everything else there is a fault. */
const NO_FAULT =
  /net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INTERNET_DISCONNECTED|FAILED)/

const NOTHING = /(?!)/

export type Browser = {
  context: BrowserContext
  page: () => Promise<Page>
  /** Ends the whole tree of processes at once, as a power cut would; the profile stays as it is on disk. */
  kill: () => Promise<void>
}

/** A folder for a browser's data, which several browsers may use one after another; gone when the test is finished. */
export async function newProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'hai-long-profile-'))
  atEnd(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }))
  return profile
}

/**
 * A real Chromium on that profile, ended when the test is finished; the test fails where a page had a fault. It leads a
 * process group of its own, so that one signal ends all its processes: Playwright's own launch does not say which. What
 * is `expected`, on the console or of errors that nobody caught, is no fault.
 */
export async function openBrowser(profile: string, expected = NOTHING): Promise<Browser> {
  const program = browserPath()
  if (!program) throw new Error(NO_BROWSER)
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
    await gone
  }
  const faults: string[] = []
  atEnd(async () => {
    await kill()
    if (faults.length > 0) throw new Error(`The pages complained:\n${faults.join('\n')}`)
  })
  const connection = await chromium.connectOverCDP(await address(child))
  const context = connection.contexts()[0]!
  await watch(context, faults, expected)
  const page = async () => context.pages().find((open) => open.url() === 'about:blank') ?? context.newPage()
  return { context, page, kill }
}

/** The address at which the browser says that it listens. */
function address(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`Chromium ended with ${code} before it listened:\n${said}`)),
    )
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
  })
}

async function watch(context: BrowserContext, faults: string[], expected: RegExp): Promise<void> {
  const heard = (message: ConsoleMessage) => {
    const text = `${message.text()} (${message.location().url})`
    if (message.type() === 'error' && !NO_FAULT.test(text) && !expected.test(text)) faults.push(text)
  }
  context.on('console', heard)
  context.on('weberror', (error) => {
    const text = error.error().stack || String(error.error())
    if (!expected.test(text)) faults.push(text)
  })
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} forbids ${event.blockedURI} at ${event.sourceFile}`)
    })
  })
}
