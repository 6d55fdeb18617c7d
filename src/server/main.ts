import { nodeTrouble } from './node-version.ts'

/** `npm start`. What needs a new Node is imported only after the version is known. */
const trouble = nodeTrouble(process.versions.node)

if (trouble) {
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 1
} else {
  const { main } = await import('./main-start.ts')
  await main()
}
