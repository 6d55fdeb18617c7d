import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { text } from '../language.ts'

type PageProps = { title: string; actions?: ComponentChildren; children: ComponentChildren }

/** The pages that were shown before this one: the very first is not announced by moving the focus. */
const shown = { pages: 0 }

/** A page: its heading takes the focus when one comes from another page. */
export function Page({ title, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    shown.pages += 1
    if (shown.pages > 1) heading.current?.focus()
  }, [])
  useEffect(() => {
    document.title = `${title} · ${text().common.product}`
  }, [title])
  return (
    <>
      <header class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}
