import { calls } from '../calls.ts'
import { LinkDialog } from '../form/LinkDialog.tsx'
import { text } from '../language.ts'

type InviteProps = {
  unit: string
  account: { id: string; name: string }
  /** `offered`: a link was shown. */
  close: (offered: boolean) => void
}

/** A new link by which that person signs in and chooses a password. */
export function InviteDialog({ unit, account: { id, name }, close }: InviteProps) {
  const words = text().accounts
  return (
    <LinkDialog
      title={words.inviteTitle(name)}
      offer={() => calls.invite(unit, id)}
      words={{
        ...words,
        qr: words.inviteQr(name),
        scan: words.inviteScan,
        guard: words.inviteGuard,
        link: words.inviteLink,
      }}
      close={close}
    />
  )
}
