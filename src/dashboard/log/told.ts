import { isDay } from '#src/domain/calendar.ts'
import type { DeedKind, DeedList } from '#src/protocol/deeds.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'
import type { Telling, Told } from '#src/ui/text/log.vi.ts'

type Deed = DeedList['deeds'][number]

/** One entry of the unit's log as a sentence, with the names that its ids bore then. */
export function sentenceOf(deed: Deed, words: DashboardText): string {
  // A kind that has no words is found here by the compiler.
  const tellings: Readonly<Record<DeedKind, Telling>> = words.log.told
  const telling = Object.entries(tellings).find(([kind]) => kind === deed.deed)?.[1]
  return telling ? telling(toldOf(deed, words)) : words.log.unknown(deed.deed)
}

/** A deed's words are ids, fields, days and numbers, in an order of its own: each kind takes those that it has. */
function toldOf({ deed, of, names }: Deed, words: DashboardText): Told {
  // By what a duty is named tells a reader nothing.
  const said = deed.startsWith('duty-') ? of.slice(of.indexOf(' ') + 1) : of
  const [first = '', second = '', ...more] = said.split(' ')
  const last = more.at(-1) ?? second
  const tablet = (word: string) => {
    const [id = ''] = word.split('.')
    return words.log.tablet(id, names[id] ?? '')
  }
  const facts =
    { 'unit-changed': first, 'token-made': [second, ...more.slice(0, -1)].join(',') }[deed] ?? second
  const roles: Readonly<Record<string, string>> = words.accounts.roles
  return {
    name: names[first] ?? first,
    names: of
      .split(' ')
      .map((id) => names[id] ?? id)
      .join(', '),
    fields: facts
      .split(',')
      .map((fact) => words.log.fields[fact] ?? fact)
      .join(', '),
    role: roles[second] ?? second,
    n: written(last === '' ? first : last, words),
    from: written(first, words),
    to: written(last, words),
    tablet: tablet(first),
    other: tablet(second),
    why: of,
    whom: names[second] ?? '',
    day: written([second, ...more].find(isDay) ?? '', words),
  }
}

function written(word: string, { format }: DashboardText): string {
  if (isDay(word)) return format.day(word)
  return /^\d+$/.test(word) ? format.number(Number(word)) : word
}
