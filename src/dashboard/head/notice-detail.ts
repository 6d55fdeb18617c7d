import type { DashboardText } from '#src/ui/text/dashboard.ts'
import { type Notice, storageShare } from '../tablets/condition.ts'
import { faultText } from '../tablets/faults.ts'
import { ago, clockText } from '../tablets/time.ts'

/** What is known of a tablet's trouble, and what to do about it. `now`: ms. */
export function noticeDetail(trouble: Notice, now: number, words: DashboardText): string {
  const { facts, toDo } = told(trouble, now, words)
  return [...facts, toDo].filter(Boolean).join(' · ')
}

type Told = { facts: readonly string[]; toDo: string }

function told({ kind, device }: Notice, now: number, words: DashboardText): Told {
  const { notice, tablets, format } = words
  const waiting = device.pending ? notice.waiting(format.number(device.pending)) : ''
  switch (kind) {
    case 'never':
      return { facts: [notice.paired(ago(now - device.pairedAt, words))], toDo: notice.neverHint }
    case 'silent': {
      const last = device.lastSync === null ? tablets.never : notice.since(ago(now - device.lastSync, words))
      return { facts: [last, waiting], toDo: notice.silentHint }
    }
    case 'practice':
      return { facts: [], toDo: notice.practiceHint }
    case 'clock':
      return { facts: [clockText(device.clockOffset ?? 0, words)], toDo: notice.clockHint }
    case 'storage':
      return {
        facts: [notice.used(format.percent(storageShare(device) ?? 0, 0))],
        toDo: notice.storageHint,
      }
    case 'pending':
      return { facts: [waiting], toDo: notice.pendingHint }
    case 'outdated':
      return { facts: [], toDo: notice.outdatedHint }
    case 'unkept':
      return { facts: [], toDo: notice.unkeptHint }
    case 'failing':
      return { facts: [], toDo: notice.failingHint }
    case 'noWorker':
      return { facts: [], toDo: notice.noWorkerHint }
    case 'hole':
    case 'branch':
    case 'held':
    case 'refused':
    case 'emptied':
    case 'missing':
    case 'damaged': {
      const own = device.faults.filter((fault) => fault.kind === kind)
      return { facts: own.map((fault) => faultText(fault, words)), toDo: notice.faultHint }
    }
  }
}
