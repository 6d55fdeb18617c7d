import type { UnitView } from '#src/protocol/session.ts'
import { URGENT_NEWS_DAYS } from '#src/protocol/urgent.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { text } from '../language.ts'
import { readerMay } from '../session.ts'
import { type Notice, type NoticeKind, noticesOf } from '../tablets/condition.ts'
import { readAt } from '../verified/verified.ts'
import { useView } from '../view.ts'
import { noticeDetail } from './notice-detail.ts'
import { serverNotices } from './server-notices.ts'

const POLL_MS = 60_000
/** More are one step away. */
const MOST = 4

/** What the head should look at: tablets that are silent, not whole or not counting yet, and officers who object. */
export function Attention({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.unit(unit, signal), POLL_MS)
  return (
    <Card title={text().overview.attention} kind="attention">
      <Loaded live={live} blocks={[]}>
        {(view) => <Notices view={view} />}
      </Loaded>
    </Card>
  )
}

function Notices({ view }: { view: UnitView }) {
  const words = text()
  const ofServer = [
    ...verifiedItems(view),
    ...urgentItems(view),
    ...objectionItems(view),
    ...serverNotices(view.server, words).map((one) => <OfServer key={one.title} {...one} />),
  ]
  if (!view.devices.some(({ retired }) => !retired)) {
    return (
      <ul class="notices">
        {ofServer}
        <Item icon="devices" level="warn" title={words.notice.noTablet} what={words.notice.noTabletHint} />
      </ul>
    )
  }
  const notices = noticesOf(view)
  if (notices.length === 0 && ofServer.length === 0) return <p class="hint">{words.overview.nothing}</p>
  const tablets = [...new Set(notices.map(({ device }) => device.id))]
  return (
    <ul class="notices">
      {ofServer}
      {tablets.slice(0, MOST).map((id) => (
        <Tablet key={id} notices={notices.filter(({ device }) => device.id === id)} now={view.now} />
      ))}
      {tablets.length > MOST && (
        <li>
          <a data-view class="more" href="/may-tinh-bang">
            {words.overview.allNotices(words.format.number(notices.length))}
          </a>
        </li>
      )}
    </ul>
  )
}

/** That the logs were changed outranks everything else. */
function verifiedItems({ verified }: UnitView) {
  const words = text()
  const { verified: read, format } = words
  const when = readAt(verified, words)
  switch (verified.state) {
    case 'whole':
    case 'waiting':
      return []
    case 'faults':
      return [
        <Item
          key="verified"
          icon="log"
          level="err"
          title={read.notice}
          what={read.noticeHint(format.number(verified.count), when)}
        />,
      ]
    case 'overdue':
      return [
        <Item key="verified" icon="log" level="err" title={read.noticeOverdue} what={read.overdue(when)} />,
      ]
  }
}

/** An officer waits for an answer. */
function objectionItems({ objections }: UnitView) {
  if (objections === 0 || !readerMay('duties')) return []
  const { notice: words, format } = text()
  return [
    <Item
      key="objections"
      icon="dutyConfirmed"
      level="warn"
      href="/ca-lam-viec"
      title={words.objections(format.number(objections))}
      what={words.objectionsHint}
    />,
  ]
}

function urgentItems({ urgent }: UnitView) {
  if (urgent === null || urgent === 0) return []
  const { urgent: words, format } = text()
  return [
    <Item
      key="urgent"
      icon="alert"
      level="err"
      href="/viec-khan"
      title={words.notice(format.number(urgent), format.number(URGENT_NEWS_DAYS))}
      what={words.noticeHint}
    />,
  ]
}

/** What the operator must mend. */
export function OfServer({ level, icon, title, what }: ItemProps) {
  return (
    <li class={`${level} notice`}>
      <Icon path={dashboardIcons[icon]} />
      <p>
        <strong>{title}</strong>
        <span class="hint">{what}</span>
      </p>
    </li>
  )
}

/** One tablet: its gravest trouble in full, the others as a number. */
function Tablet({ notices: [gravest, ...others], now }: { notices: readonly Notice[]; now: number }) {
  const words = text()
  if (!gravest) return null
  const more = others.length > 0 && words.overview.andMore(words.format.number(others.length))
  return (
    <Item
      icon={ICONS[gravest.kind]}
      level={gravest.level}
      title={words.notice[gravest.kind](gravest.counter)}
      what={[noticeDetail(gravest, now, words), more].filter(Boolean).join(' · ')}
    />
  )
}

const ICONS: Readonly<Record<NoticeKind, keyof typeof dashboardIcons>> = {
  never: 'offline',
  silent: 'offline',
  practice: 'wait',
  clock: 'wait',
  storage: 'storage',
  pending: 'wait',
  outdated: 'wait',
  unkept: 'storage',
  noWorker: 'offline',
  failing: 'storage',
  hole: 'log',
  branch: 'log',
  held: 'warning',
  refused: 'warning',
  emptied: 'warning',
  missing: 'log',
  damaged: 'storage',
}

type ItemProps = { icon: keyof typeof dashboardIcons; level: 'warn' | 'err'; title: string; what: string }

function Item({ icon, level, title, what, href = '/may-tinh-bang' }: ItemProps & { href?: string }) {
  return (
    <li class={level}>
      <a data-view href={href}>
        <Icon path={dashboardIcons[icon]} />
        <span>
          <strong>
            <bdi>{title}</bdi>
          </strong>
          <span class="hint">{what}</span>
        </span>
      </a>
    </li>
  )
}
