import { signal } from '@preact/signals'
import { type Address, readAddress } from './router.ts'

/** Where the browser is. */
export const address = signal<Address>(readAddress(new URL(location.href)))

export function go(to: string): void {
  history.pushState(null, '', to)
  address.value = readAddress(new URL(location.href))
}

/** Goes there without leaving this place in the history. */
export function replace(to: string): void {
  history.replaceState(null, '', to)
  address.value = readAddress(new URL(location.href))
}

/** Back, forward and plain clicks on links of these pages change the view; all other links stay the browser's. */
export function followLinks(): void {
  const read = () => {
    address.value = readAddress(new URL(location.href))
  }
  addEventListener('popstate', read)
  addEventListener('hashchange', read)
  document.addEventListener('click', (event) => {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!plain || event.defaultPrevented || !link?.hasAttribute('data-view')) return
    event.preventDefault()
    go(link.href)
  })
}
