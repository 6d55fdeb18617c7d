import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { keepVerified } from '#src/server/verify/verified.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet, sealed } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

const words = (text: string) => text.trim().split(/\s+/).sort()

/** What may be read of a period, and nothing else: what is added here must not tell of fewer than five. */
const SUMMARY = words(`
  unit.id unit.name unit.place
  period.kind period.from period.to
  epoch now today missing closed.day closed.half
  figures.n figures.comments figures.all figures.alone figures.levels[]
  figures.share.count figures.share.n figures.share.share figures.share.low figures.share.high
  figures.reasons[].reason figures.reasons[].n
  figures.standards[].standard figures.standards[].hidden figures.standards[].share
  figures.standards[].share.count figures.standards[].share.n figures.standards[].share.share
  figures.standards[].share.low figures.standards[].share.high
  counters[].counter counters[].label counters[].name counters[].hidden
  counters[].through.day counters[].through.half
  counters[].share.count counters[].share.n counters[].share.share
  counters[].share.low counters[].share.high
  days[].day days[].hidden
  days[].share.count days[].share.n days[].share.share days[].share.low days[].share.high
`)
const CSV = 'figure,of,name,from,to,half,count,n,share,low,high,hidden'
const CSV_FIGURES = words(`
  epoch period closed today missing unit level standard reason comments all alone counter day
`)
/** What may be read of the unit, its tablets and the server: nothing that moves as a rating comes in. */
const UNIT = words(`
  now unit.id unit.name unit.place unit.hours[][][] unit.days.off[] unit.days.work[] unit.meet.room unit.meet.phone
  counters[].id counters[].label counters[].name counters[].officer counters[].closedSince counters[].hall
  officers[].id officers[].name officers[].title officers[].field officers[].initials
  officers[].absences[].last officers[].absences[].back officers[].pin officers[].pinLink
  devices[].id devices[].counter devices[].practice devices[].retired devices[].pairedAt devices[].lastSync
  devices[].pending devices[].clockOffset devices[].used devices[].quota devices[].persisted devices[].build
  devices[].worker devices[].failing devices[].entries
  devices[].faults[].kind devices[].faults[].log devices[].faults[].from devices[].faults[].to devices[].faults[].at devices[].faults[].count
  server.clock server.backup server.lastBackup server.certificateEnds server.build.id server.build.at
  unit.urgent[] unit.above unit.word unit.patience unit.deadlines.acknowledge unit.deadlines.conclude urgent objections verified.state verified.at verified.n verified.count
  verified.faults[].device verified.faults[].vi verified.faults[].en
`)

/** What may be read of duties: who, where and when, and what is decided; never how many ratings one has, or an entry's number. */
const DUTY = words(`
  id officer counter device from to bar objection.why objection.day decisions[].at decisions[].by
  decisions[].corrected.officer decisions[].corrected.why decisions[].corrected.part.from decisions[].corrected.part.to
`)

/** An office in which every field holds something: ratings, comments, closings, a tablet that told of itself, faults. */
async function fullOffice(open: Open): Promise<{ api: Api; head: Head }> {
  const api = await openApi(open)
  const head = await setUpHead(api)
  api.deps.pages = { id: 'a1b2c3', at: api.clock.now }
  const morning = [[450, 690]]
  await head.patch('', { hours: [morning, morning, morning, morning, morning, [], []] })
  await head.patch('', { days: { off: ['2026-12-24'], work: ['2026-11-24'] } })
  await head.patch('', { urgent: [head.account] })
  await head.patch('', { meet: { room: 'Phòng 2', phone: '0225 3821 000' } })
  await head.post(
    `/officers/${(await head.post<{ id: string }>('/officers', { name: 'Lê Lan', title: '' })).id}/leave`,
    { last: '2026-11-20' },
  )
  const tablet = await pairTablet(api, head)
  const retired = await pairTablet(api, head)
  const comment = await sealed(api.deps.keys.seal.key, 'xin cảm ơn')
  const rated = { reasons: ['tho_o' as const], comment, with: { std: '1-------' } }
  for (const change of ['start', 'end']) {
    tablet.write('duty', { officer: head.officer, counter: head.counter, change })
    api.clock.now += 60_000
  }
  tablet.write('objection', { officer: head.officer, n: 4, why: 'part' })
  tablet.rate(...([1, 2, 3, 4, 5, 5, 5] as const).map((score) => ({ score, ...rated })))
  const said = { run: '22222222', wall: api.clock.now, mono: 5, pending: 0, oldest: 0, used: 3, quota: 4_000 }
  const worker = { state: 'activated', serves: true, update: false }
  await tablet.send(JSON.stringify({ ...said, persisted: true, build: '1', config: 0, worker }))
  await head.post(`/devices/${retired.device}/retire`)
  retired.rate({ score: 5 })
  expect((await retired.send()).status).toBe(202)
  await api.passTo(instantOf('2026-11-23', 13))
  await api.deps.db.updateTable('tally').set({ s1: 9 }).execute()
  const found = await verify(api.deps.db, { keys: api.deps.keys })
  await keepVerified(api.deps.db, found, { at: api.clock.now, epoch: api.deps.epoch })
  return { api, head }
}

/** Each place in a piece of JSON that holds something other than places: `counters[].label`. */
function pathsIn(json: unknown, path = ''): string[] {
  if (typeof json !== 'object' || json === null) return [path]
  const inner = Array.isArray(json)
    ? json.flatMap((one) => pathsIn(one, `${path}[]`))
    : Object.entries(json).flatMap(([key, one]) => pathsIn(one, path ? `${path}.${key}` : key))
  return [...new Set(inner)].sort()
}

eachDatabase((_, open) => {
  test('P9: what the head’s pages and the pull of figures contain, field by field', async () => {
    const { api, head } = await fullOffice(open)
    const csv = await api.ask('GET', `/api/v1/units/${head.unit}/summary?period=week&format=csv`, {
      cookie: head.cookie,
    })
    const [names, ...lines] = (await csv.text()).trim().split('\r\n')
    expect(pathsIn(await head.get('/summary?period=week'))).toEqual(SUMMARY)
    expect(names?.replace('\ufeff', '')).toBe(CSV)
    expect([...new Set(lines.map((line) => line.split(',')[0]))].sort()).toEqual(CSV_FIGURES)
    expect(pathsIn(await head.get(''))).toEqual(UNIT)
    const { duties } = await head.get<{ duties: { id: string; from: number }[] }>('/duties')
    const from = duties[0]!.from
    await head.post(`/duties/${duties[0]!.id}/correct`, {
      officer: null,
      why: 'part',
      part: { from: from - (from % 900_000), to: from - (from % 900_000) + 900_000 },
    })
    const list = DUTY.flatMap((path) => [`duties[].${path}`, `objections[].${path}`])
    expect(pathsIn(await head.get('/duties'))).toEqual(['now', 'day', ...list].sort())
  })
})
