import { useId, useState } from 'preact/hooks'
import { ROSTER_HEADER } from '#src/protocol/roster.ts'
import { FileButton } from '../form/FileButton.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { type NotOpened, type Opened, openTable } from './open.ts'

type ImportProps = {
  unit: string
  pasted: string
  paste: (text: string) => void
  open: (opened: Opened) => void
  /** What the last import stored. */
  said: string
}

const { id: _, ...NEW } = ROSTER_HEADER
/** The names of the columns for officers who are new, so without an id. The BOM is for Excel. */
const TEMPLATE = `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${Object.values(NEW).join(',')}\r\n`)}`

/** Takes a table of officers from a file or the clipboard. */
export function ImportCard({ unit, pasted, paste, open, said }: ImportProps) {
  const [refused, refuse] = useState<NotOpened & { of: 'file' | 'paste' }>()
  const id = useId()
  const words = text().roster
  const look = async (given: Blob | string) => {
    const answer = await openTable(given)
    if (answer.ok) return open(answer.opened)
    refuse({ ...answer, of: typeof given === 'string' ? 'paste' : 'file' })
  }
  const sentence = refused && fileSentence(refused)
  const isPaste = refused?.of === 'paste'
  return (
    <Card title={words.import} hint={words.importHint}>
      <p class="said" role="status">
        {said}
      </p>
      <div class="form">
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onFile={(file) => void look(file)}>
          {words.choose}
        </FileButton>
        {sentence && !isPaste && (
          <p class="wrong" role="alert">
            {sentence}
          </p>
        )}
        <div class="field">
          <label for={id}>{words.paste}</label>
          <textarea
            id={id}
            name="pasted"
            rows={4}
            value={pasted}
            spellcheck={false}
            aria-invalid={isPaste}
            aria-describedby={isPaste ? `${id}-wrong` : undefined}
            onInput={({ currentTarget }) => paste(currentTarget.value)}
          />
          {sentence && isPaste && (
            <p class="wrong" id={`${id}-wrong`} role="alert">
              {sentence}
            </p>
          )}
        </div>
        <div class="form-end">
          <button type="button" class="button primary" onClick={() => look(pasted)}>
            {words.look}
          </button>
          <a class="button" href={TEMPLATE} download="mau-danh-sach-can-bo.csv">
            {words.template}
          </a>
          <a
            class="button"
            href={`/api/v1/units/${unit}/officers?format=csv`}
            download={`can-bo-${unit}.csv`}
          >
            {words.download}
          </a>
        </div>
      </div>
    </Card>
  )
}

function fileSentence(refused: NotOpened): string {
  const { roster: words, format, common } = text()
  switch (refused.why) {
    case 'too-many':
      return words.file['too-many'](format.number(refused.n))
    case 'twice':
      return words.file.twice(words[refused.column])
    case 'quotes':
      return words.file.quotes(format.number(refused.row))
    case 'offline':
      return common.offline
    default:
      return words.file[refused.why]
  }
}
