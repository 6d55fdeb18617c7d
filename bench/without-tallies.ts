import { registerHooks } from 'node:module'

/**
 * `node --import` this before the server: in place of src/server/fold.ts stands one that counts nothing, so that a bench can see what
 * tallies cost. Nothing in the product knows of it.
 */
const NOTHING = `
export function foldInto() {}
export async function writeFold() {}
export function keyOf() { throw new Error('There are no tallies in this process.') }
`

registerHooks({
  load: (url, context, next) =>
    url.endsWith('/src/server/fold.ts')
      ? { format: 'module', source: NOTHING, shortCircuit: true }
      : next(url, context),
})
