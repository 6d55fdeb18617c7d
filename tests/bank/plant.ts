import { registerHooks } from 'node:module'
import { plantedIn, withBug } from './bug.ts'
import { BUGS } from './bugs.ts'
import { OF_THE_FIGURES } from './bugs-figures.ts'

/**
 * For `node --import plant.ts?bug=name`: that process runs with the bug planted. Its file is changed while it is loaded, and
 * nothing on the disk is.
 */
const name = new URL(import.meta.url).searchParams.get('bug')
const bug = [...BUGS, ...OF_THE_FIGURES].find((one) => one.name === name)
if (!bug) throw new Error(`no bug in the bank is called ${name}`)

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context)
    return url === plantedIn(bug) ? { ...loaded, source: withBug(bug, String(loaded.source)) } : loaded
  },
})
