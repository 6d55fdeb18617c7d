/** How a file left the page. `kept`: nobody took it. */
export type Handed = 'saved' | 'shared' | 'kept'

/** A download reads its file after the click; so long it stays there for it. */
const KEEP_MS = 60_000

/**
 * Hands a file to whoever holds the tablet: a download, or where the browser has none (an installed page on an iPad) the system's
 * own sheet.
 */
export async function saveFile(file: Blob, name: string): Promise<Handed> {
  const files = [new File([file], name, { type: file.type })]
  if (!isInstalledOnApple() || !navigator.canShare?.({ files })) return download(file, name)
  try {
    await navigator.share({ files })
    return 'shared'
  } catch (error) {
    // Whoever closes the sheet, or took too long before it, has saved nothing.
    if (error instanceof DOMException) return 'kept'
    throw error
  }
}

function download(file: Blob, name: string): Handed {
  const href = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(href), KEEP_MS)
  return 'saved'
}

function isInstalledOnApple(): boolean {
  return 'standalone' in navigator && navigator.standalone === true
}
