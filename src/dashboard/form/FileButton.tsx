import { useRef } from 'preact/hooks'

type FileProps = {
  /** What the button says. */
  children: string
  /** Endings and types, as the browser's own chooser takes them. */
  accept?: string
  onFile: (file: File) => void
}

/** A button that lets one file be chosen. */
export function FileButton({ children, accept, onFile }: FileProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          currentTarget.value = '' // so that the same file can be chosen again
          if (file) onFile(file)
        }}
      />
    </>
  )
}
