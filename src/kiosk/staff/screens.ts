/**
 * What citizens at a counter never see: pairing, the staff corner, and the question of a tablet in the hall. A file of its own, precached
 * with the rest, so that the citizen's screens do not wait for it.
 */
import sheet from './all.css?url'

export { Hall } from './Hall.tsx'
export { Pairing } from './Pairing.tsx'
export { PairingWarnings } from './PairingWarnings.tsx'
export { Staff } from './Staff.tsx'
export { StorageFailed } from './StorageFailed.tsx'

/** Resolves when the style of these screens is there too, or rejects. */
export const styled = new Promise((resolve, reject) => {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheet })
  link.onload = resolve
  link.onerror = () => reject(new Error(`no style at ${sheet}`))
  document.head.append(link)
})
