import { useState } from 'preact/hooks'
import type { Day } from '#src/domain/calendar.ts'
import type { Below } from '#src/protocol/tree.ts'
import { LinkDialog, type Offer } from '../form/LinkDialog.tsx'
import { text } from '../language.ts'
import { Entries } from '../settings/Entries.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { CloseFields, FoundFields, HeadFields, NameFields } from './UnitFields.tsx'

export type Unit = Below['units'][number]
type Kind = 'name' | 'move' | 'close' | 'head'
export type Invited = { name: string; offer: Offer }

type EntriesProps = { below: Below; today: Day; reload: () => void }

/** What a superior does with the units below: one form at a time. A head's link is shown once, over the page. */
export function UnitEntries({ below, today, reload }: EntriesProps) {
  const [kind, setKind] = useState<Kind>('name')
  const [invited, setInvited] = useState<Invited>()
  const { tree: words } = text()
  const isOver = ({ last, left }: Unit) => left || (last !== null && last < today)
  return (
    <>
      <Entries
        title={words.manage}
        add={words.add}
        entries={below.units.filter((unit) => !isOver(unit))}
        none={words.none}
        reload={reload}
        sent={words.saved}
        line={(unit, { edit }) => (
          <Line
            unit={unit}
            open={(chosen) => {
              setKind(chosen)
              edit()
            }}
          />
        )}
        form={(opened) => {
          const { entry, ...rest } = opened
          const given = { ...rest, below, today }
          if (!entry) return <FoundFields {...given} invited={setInvited} />
          switch (kind) {
            case 'name':
              return <NameFields {...given} unit={entry} />
            case 'move':
              return <PlaceFields {...given} unit={entry} />
            case 'close':
              return <CloseFields {...given} unit={entry} />
            case 'head':
              return <HeadFields {...given} unit={entry} invited={setInvited} />
          }
        }}
      />
      {invited && <Link {...invited} close={() => setInvited(undefined)} />}
    </>
  )
}

function Line({ unit: { name }, open }: { unit: Unit; open: (kind: Kind) => void }) {
  const { tree: words } = text()
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{name}</bdi>
      </p>
      <div class="row-actions">
        {(
          [
            ['name', words.rename],
            ['head', words.head],
            ['move', words.move],
            ['close', words.close],
          ] as const
        ).map(([kind, label]) => (
          <button key={kind} type="button" class="button small" onClick={() => open(kind)}>
            {label}
            <span class="unseen"> {name}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

function Link({ name, offer, close }: Invited & { close: () => void }) {
  const { accounts: words, tree } = text()
  return (
    <LinkDialog
      title={tree.linkTitle(name)}
      offer={async () => ({ ok: true, value: offer })}
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
