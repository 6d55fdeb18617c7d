import { useState } from 'preact/hooks'
import { type Day, localTime } from '#src/domain/calendar.ts'
import { type Below, PlaceForm, type PlaceOffer } from '#src/protocol/tree.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { calls } from '../calls.ts'
import { CopyField } from '../form/CopyField.tsx'
import { Choice, Field, type Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { EntryForm } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Unit } from './UnitEntries.tsx'

type Placed = { unit: Unit; below: Below; today: Day; done: () => void; cancel: () => void }

/** Under which unit it stands from a day on: one of one's own, or by the code of another. */
export function PlaceFields({ unit, below, today, done, cancel }: Placed) {
  const [under, setUnder] = useState('')
  const [code, setCode] = useState('')
  const [from, setFrom] = useState(dayText(today))
  const { tree: words } = text()
  const others = [below.unit, ...below.units].filter(
    (one) => one.id !== unit.id && one.last === null && !('left' in one && one.left),
  )
  const form = { under: under || null, code: under === '' ? code : '', from: dayIn(from) }
  const send = () => saved([PlaceForm, form], (checked) => calls.placeUnit(unit.id, checked), done)
  return (
    <EntryForm title={words.moveTitle(unit.name)} adds={false} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <p>{words.moveWhat}</p>
          <Choice
            name="under"
            label={words.under}
            value={under}
            onValue={setUnder}
            options={[
              { value: '', label: words.byCode },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            wrong={wrong}
          />
          {under === '' && <Code {...{ code, setCode, wrong }} />}
          <From {...{ from, setFrom, wrong }} />
        </>
      )}
    </EntryForm>
  )
}

/** A head's unit that stands under nobody comes under the one whose code this is. */
export function PlaceCard({ unit, reload }: { unit: string; reload: () => void }) {
  const [code, setCode] = useState('')
  const [from, setFrom] = useState(dayText(localTime(Date.now()).day))
  const { tree: words } = text()
  const form = { under: null, code, from: dayIn(from) }
  const send = () => saved([PlaceForm, form], (checked) => calls.placeUnit(unit, checked), reload)
  return (
    <Card title={words.placing} hint={words.placingHint}>
      <Form send={send} submit={words.placeNow} done={words.placed}>
        {(wrong) => (
          <>
            <Code {...{ code, setCode, wrong }} />
            <From {...{ from, setFrom, wrong }} />
          </>
        )}
      </Form>
    </Card>
  )
}

/** The code by which one unit from elsewhere comes under a superior's own; shown once. */
export function OfferCard({ unit }: { unit: string }) {
  const [offer, setOffer] = useState<PlaceOffer>()
  const { tree: words, tokens, format } = text()
  const send = () =>
    calls.offerPlace(unit).then((answer) => {
      if (answer.ok) setOffer(answer.value)
      return answer
    })
  return (
    <Card title={words.offer} hint={words.offerHint}>
      {offer && (
        <>
          <CopyField label={words.code} value={offer.code} words={tokens} />
          <p class="hint">{words.offerUntil(format.day(localTime(offer.expiresAt).day))}</p>
        </>
      )}
      <Form send={send} submit={words.offerCode}>
        {() => null}
      </Form>
    </Card>
  )
}

function Code({ code, setCode, wrong }: { code: string; setCode: (code: string) => void; wrong: Wrong }) {
  const { tree: words } = text()
  return (
    <Field
      name="code"
      label={words.code}
      hint={words.codeHint}
      value={code}
      onValue={setCode}
      wrong={wrong}
    />
  )
}

function From({ from, setFrom, wrong }: { from: string; setFrom: (day: string) => void; wrong: Wrong }) {
  const { tree: words } = text()
  return (
    <Field
      name="from"
      label={words.from}
      hint={words.moveFromHint}
      value={from}
      onValue={setFrom}
      wrong={wrong}
    />
  )
}
