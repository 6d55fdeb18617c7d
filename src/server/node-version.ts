const OLDEST = [24, 7] as const

/** A sentence where that version of Node is older than what this program needs. Written for an old one too. */
export function nodeTrouble(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined
  return (
    `Hài Lòng needs Node ${OLDEST.join('.')} or later; this is Node ${version}. ` +
    'Run it by "npm start": after "npm ci" that finds the right Node by itself.'
  )
}
