import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Opens a dialog over the page; closing it gives the focus back to what opened it. */
export function useDialog(dialog: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [dialog])
}
