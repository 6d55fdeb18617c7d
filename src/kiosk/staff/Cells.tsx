/** The code as it is typed, in two groups. */
export function Cells({ code, length }: { readonly code: string; readonly length: number }) {
  return (
    <div class="cells" role="status">
      <span class="sr">{code}</span>
      {Array.from({ length }, (_, i) => (
        <span key={String(i)} class={`cell ${i === code.length ? 'next' : ''}`} aria-hidden="true">
          {code[i]}
        </span>
      ))}
    </div>
  )
}
