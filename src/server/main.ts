/** `npm start`. What needs a new Node is imported only after the version is known. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `Hài Lòng needs Node 24.7 or later; this is Node ${process.versions.node}. ` +
      'Run it by "npm start": after "npm ci" that finds the right Node by itself.\n',
  )
  process.exitCode = 1
} else {
  const { main } = await import('./main-start.ts')
  await main()
}

// A file without import or export is no module, and only a module may await.
export {}
