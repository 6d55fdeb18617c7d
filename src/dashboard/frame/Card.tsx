import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type CardProps = { title: string; hint?: ComponentChildren; kind?: string; children: ComponentChildren }

/** A named part of a page. */
export function Card({ title, hint, kind = '', children }: CardProps) {
  const id = useId()
  return (
    <section class={`card ${kind}`} aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {hint && <p class="hint">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
