/** The screens of src/kiosk/staff: asked for when staff need them, then kept. */
export type StaffScreens = typeof import('./staff/screens.ts')

/** `missing`: neither the cache nor the server gave the file. */
export type StaffFile = StaffScreens | 'loading' | 'missing'

/** The file as it stands; `ask` fetches it where it is not there yet, and calls `changed` when it is, or is not. */
export function staffFile(changed: () => void): { now: () => StaffFile; ask: () => void } {
  let file: StaffFile | undefined
  const set = (next: StaffFile) => {
    file = next
    changed()
  }
  return {
    now: () => file ?? 'loading',
    ask: () => {
      if (file === 'loading' || typeof file === 'object') return
      file = 'loading'
      void load().then(set, (error: unknown) => {
        reportError(error)
        set('missing')
      })
    },
  }
}

async function load(): Promise<StaffScreens> {
  const screens = await import('./staff/screens.ts')
  await screens.styled
  return screens
}
