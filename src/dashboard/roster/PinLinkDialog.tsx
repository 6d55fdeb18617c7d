import { calls } from '../calls.ts'
import { LinkDialog } from '../form/LinkDialog.tsx'
import { text } from '../language.ts'

type LinkProps = {
  unit: string
  officer: { id: string; name: string }
  /** `offered`: a link was shown. */
  close: (offered: boolean) => void
}

/** A new link by which the officer sets a PIN. */
export function PinLinkDialog({ unit, officer: { id, name }, close }: LinkProps) {
  const words = text().pin
  return (
    <LinkDialog
      title={words.linkTitle(name)}
      offer={() => calls.offerPin(unit, id)}
      words={{ ...words, qr: words.qr(name) }}
      close={close}
    />
  )
}
