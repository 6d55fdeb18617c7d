import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { WrongFields } from '#src/protocol/field-problem.ts'
import { fieldSentence, text } from '../language.ts'

type Named = { name: string; label: string; hint?: string; optional?: boolean; wrong: Wrong }

export type Wrong = WrongFields

type FieldProps = Named & {
  value: string
  onValue: (value: string) => void
  type?: 'text' | 'password'
  complete?: string
  mode?: 'numeric' | 'tel'
  lang?: string
}

/** A labelled line of text with its hint and what is wrong with it. What is too long is said, and not cut: nobody sees what a browser leaves out of what they paste. */
export function Field({ value, onValue, type = 'text', complete = 'off', mode, ...named }: FieldProps) {
  return (
    <Labelled {...named}>
      {(described) => (
        <input
          {...described}
          {...(type === 'password' ? { type: 'password' } : { type: 'text' })}
          name={named.name}
          value={value}
          autocomplete={complete}
          inputMode={mode}
          autocapitalize={type === 'password' || complete === 'username' ? 'none' : undefined}
          spellcheck={false}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  )
}

type ChoiceProps = Named & {
  value: string
  onValue: (value: string) => void
  options: readonly { value: string; label: string }[]
}

/** A labelled choice of one. */
export function Choice({ value, onValue, options, ...named }: ChoiceProps) {
  return (
    <Labelled {...named}>
      {(described) => (
        <select
          {...described}
          name={named.name}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

type Described = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }

function Labelled({
  name,
  label,
  hint,
  optional = false,
  wrong,
  children,
}: Named & { children: (described: Described) => ComponentChildren }) {
  const id = useId()
  const said = wrong[name]
  const about = [hint && `${id}-hint`, said !== undefined && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({text().common.optional})</span>}
      </label>
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': said !== undefined })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {said !== undefined && (
        <p class="wrong" id={`${id}-wrong`}>
          {fieldSentence(name, said)}
        </p>
      )}
    </div>
  )
}
