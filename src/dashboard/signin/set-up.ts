/** What the first set-up's fields hold, by the dotted path that a refusal names. */
export type Typed = Readonly<Record<keyof typeof EMPTY, string>>

export const EMPTY = {
  'unit.name': '',
  'unit.place': '',
  'head.name': '',
  'head.user': '',
  'head.password': '',
  'counter.label': '',
  'counter.name': '',
  'officer.name': '',
  'officer.title': '',
  staffPin: '',
}

/** The form of `POST /api/v1/setup`, still unchecked: no officer where both of the officer's fields are empty. */
export function setupOf(typed: Typed, token: string): object {
  const officer = { name: typed['officer.name'], title: typed['officer.title'] }
  return {
    token,
    unit: { name: typed['unit.name'], place: typed['unit.place'] },
    head: { name: typed['head.name'], user: typed['head.user'], password: typed['head.password'] },
    counter: { label: typed['counter.label'], name: typed['counter.name'] },
    officer: officer.name.trim() === '' && officer.title.trim() === '' ? null : officer,
    staffPin: typed.staffPin.trim(),
  }
}
