import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export const NO_BROWSER = `No Chromium was found${process.env.CHROMIUM_PATH ? ` at ${process.env.CHROMIUM_PATH}` : ''}, and the tests need a real one.
Install it (on Debian: apt-get install chromium), or say where it is: CHROMIUM_PATH=/path/to/chromium npm test`

/** The Chromium of this machine: the one that CHROMIUM_PATH names, else where systems usually put it. */
export function browserPath(): string | undefined {
  const { CHROMIUM_PATH } = process.env
  return (CHROMIUM_PATH ? [CHROMIUM_PATH] : PLACES).find((path) => existsSync(path))
}
