import type { VerifiedView } from '#src/protocol/machine.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { Bar } from '../head/Whisker.tsx'
import { text } from '../language.ts'
import { readerMay } from '../session.ts'
import { type LogStanding, logStandingOf, readAt } from '../verified/verified.ts'
import {
  clockLevel,
  type Level,
  type Look,
  listed,
  pendingLevel,
  standingOf,
  storageLevel,
  storageShare,
} from './condition.ts'
import { faultText, openFaults } from './faults.ts'
import type { Step } from './Tablets.tsx'
import { clockText, heard } from './time.ts'

type TableProps = { view: UnitView; ask: (step: Step) => void }

const COLUMNS = [
  'counter',
  'id',
  'state',
  'lastSync',
  'pending',
  'clock',
  'storage',
  'build',
  'log',
  'actions',
] as const

/** One row a tablet; on a narrow screen each row becomes a card with its headings. */
export function Table({ view, ask }: TableProps) {
  const words = text().tablets
  return (
    <table class="stacking" role="table">
      <caption class="unseen">{words.table}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {listed(view).map((device) => (
          <Tablet key={device.id} device={device} view={view} ask={ask} />
        ))}
      </tbody>
    </table>
  )
}

function Tablet({ device, view, ask }: TableProps & { device: DeviceView }) {
  const words = text().tablets
  const counter = view.counters.find(({ id }) => id === device.counter)
  const level = (of: (device: DeviceView) => Level) => (device.retired ? 'fine' : of(device))
  const step = { device, counter: counter?.label ?? device.id }
  const cell = (column: (typeof COLUMNS)[number]) =>
    ({ role: 'cell', 'data-head': words.columns[column] }) as const
  return (
    <tr role="row" class={device.retired ? 'quiet' : undefined}>
      <th scope="row" role="rowheader">
        <bdi class="row-name">{counter?.label}</bdi> <bdi class="hint">{counter?.name}</bdi>
      </th>
      <td {...cell('id')}>
        <span class="mono">{device.id}</span>
      </td>
      <td {...cell('state')}>
        <States device={device} look={view} resting={counter?.closedSince != null} />
      </td>
      <td {...cell('lastSync')} class="nowrap">
        {device.lastSync === null ? words.never : heard(view.now - device.lastSync, text())}
      </td>
      <td {...cell('pending')}>
        <Value level={level(pendingLevel)}>
          {device.pending === null ? undefined : text().format.number(device.pending)}
        </Value>
      </td>
      <td {...cell('clock')}>
        <Value level={level(clockLevel)}>
          {device.clockOffset === null ? undefined : clockText(device.clockOffset, text())}
        </Value>
      </td>
      <td {...cell('storage')}>
        <Storage device={device} level={level(storageLevel)} />
      </td>
      <td {...cell('build')}>
        <Value level="fine">{device.build ?? undefined}</Value>
      </td>
      <td {...cell('log')}>
        <Log device={device} verified={view.verified} />
      </td>
      <td {...cell('actions')}>
        {!device.retired && readerMay('administer') && (
          <Actions step={step} canMove={view.counters.length > 1} ask={ask} />
        )}
      </td>
    </tr>
  )
}

type ActionsProps = { step: Omit<Step, 'kind'>; canMove: boolean; ask: (step: Step) => void }

function Actions({ step, canMove, ask }: ActionsProps) {
  const words = text().tablets
  return (
    <div class="row-actions">
      {step.device.practice && (
        <button type="button" class="button small" onClick={() => ask({ kind: 'begin', ...step })}>
          {words.begin}
          <span class="unseen"> {step.counter}</span>
        </button>
      )}
      <button type="button" class="button small" onClick={() => ask({ kind: 'call', ...step })}>
        {words.call}
        <span class="unseen">
          {' '}
          {step.device.id} {step.counter}
        </span>
      </button>
      {canMove && (
        <button type="button" class="button small" onClick={() => ask({ kind: 'move', ...step })}>
          {words.move}
          <span class="unseen">
            {' '}
            {step.device.id} {step.counter}
          </span>
        </button>
      )}
      <button type="button" class="button small" onClick={() => ask({ kind: 'retire', ...step })}>
        {words.retire}
        <span class="unseen">
          {' '}
          {step.device.id} {step.counter}
        </span>
      </button>
    </div>
  )
}

const TONES = {
  active: 'ok',
  quiet: 'plain',
  silent: 'warn',
  never: 'warn',
  practice: 'plain',
  retired: 'plain',
} as const

function States({ device, look, resting }: { device: DeviceView; look: Look; resting: boolean }) {
  const words = text().tablets.states
  const standing = standingOf(device, look)
  return (
    <span class="tags">
      <span class={`tag ${TONES[standing]}`}>{words[standing]}</span>
      {device.practice && !device.retired && standing !== 'practice' && (
        <span class="tag">{words.practice}</span>
      )}
      {resting && !device.retired && <span class="tag">{text().settings.closed}</span>}
    </span>
  )
}

function Value({ level, children }: { level: Level; children: string | undefined }) {
  if (children === undefined) return <span class="hint">{text().common.none}</span>
  return level === 'fine' ? children : <strong class={`level ${level}`}>{children}</strong>
}

function Storage({ device, level }: { device: DeviceView; level: Level }) {
  const share = storageShare(device)
  return (
    <span class="stored">
      <span class="storage">
        {share !== undefined && <Bar part={share} tone="storage" />}
        <Value level={level}>{share === undefined ? undefined : text().format.percent(share, 0)}</Value>
      </span>
      {device.persisted === false && <span class="hint small-print">{text().tablets.notPersisted}</span>}
    </span>
  )
}

function Log({ device, verified }: { device: DeviceView; verified: VerifiedView }) {
  const read = text().verified
  const standing = logStandingOf(device, verified)
  const isWhole = openFaults(device).length === 0 && standing !== 'faults'
  return (
    <>
      {(device.faults.length > 0 || standing === 'faults') && (
        <ul class="faults">
          {device.faults.map((fault) => (
            <Fault key={`${fault.kind} ${fault.from} ${fault.at}`} isMade={fault.kind === 'refilled'}>
              {faultText(fault, text())}
            </Fault>
          ))}
          {standing === 'faults' && <Fault>{`${read.tabletFaults}, ${readAt(verified, text())}`}</Fault>}
        </ul>
      )}
      {isWhole && <Whole standing={standing} verified={verified} />}
    </>
  )
}

function Whole({ standing, verified }: { standing: LogStanding; verified: VerifiedView }) {
  const { tablets: words, verified: read } = text()
  if (standing === 'empty') return <span class="tag">{words.unchecked}</span>
  if (standing === 'waiting') return <span class="tag">{read.tablet}</span>
  return (
    <span class="stored">
      <span class="tag ok">
        <Icon path={dashboardIcons.privacy} />
        {words.whole}
      </span>
      <span class="hint small-print">{readAt(verified, text())}</span>
    </span>
  )
}

/** `isMade`: it was made good. */
function Fault({ isMade = false, children }: { isMade?: boolean; children: string }) {
  return (
    <li class={isMade ? 'tag made' : 'tag err'}>
      <Icon path={isMade ? dashboardIcons.check : dashboardIcons.warning} />
      {children}
    </li>
  )
}
