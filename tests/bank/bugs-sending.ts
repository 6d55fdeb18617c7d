import type { Bug } from './bug.ts'

/** What tablet and wire make of an answer. */
export const OF_SENDING: readonly Bug[] = [
  {
    name: 'removed-before-the-receipt',
    hazard: '0.1: taken from the queue before it is sent (Workbox shiftRequest, getodk#1017)',
    file: 'src/device/drain.ts',
    find: `  const sentAt = deps.now()\n  const heard = await send(sender, paired, load, place.show)\n`,
    replace: `  const sentAt = deps.now()
  const take = (cursor: Head) =>
    disk.write(['logs'], async (tx, also) => also(tx.objectStore('logs').put({ ...row, cursor })))
  await take(load.end)
  const heard = await send(sender, paired, load, place.show)
  if (heard.kind !== 'receipt') await take(row.cursor)\n`,
    caughtBy: { story: 'dies-while-sending', says: /^ahead: tablet 0 / },
  },
  {
    name: 'error-500-taken-for-success',
    hazard: '0.1: nobody looks at response.ok (Workbox replayRequests)',
    file: 'src/device/drain.ts',
    find: `  if (heard.kind !== 'receipt') return heard\n`,
    replace: `  if (heard.kind === 'strange' && heard.status >= 500) {
    await disk.write(['logs'], async (_, also) => also(_.objectStore('logs').put({ ...row, cursor: load.end })))
    return { kind: 'received' }
  }
  if (heard.kind !== 'receipt') return heard\n`,
    caughtBy: { story: 'proxy-error', says: /^ahead: tablet 0 / },
  },
  {
    name: 'portal-taken-for-success',
    hazard: '0.1: a captive portal answers 200',
    file: 'src/device/drain.ts',
    find: `  if (heard.kind !== 'receipt') return heard\n`,
    replace: `  if (heard.kind === 'strange' && heard.status === 200) {
    await disk.write(['logs'], async (_, also) => also(_.objectStore('logs').put({ ...row, cursor: load.end })))
    return { kind: 'received' }
  }
  if (heard.kind !== 'receipt') return heard\n`,
    caughtBy: { story: 'portal', says: /^ahead: tablet 0 / },
  },
  {
    name: 'cursor-moved-on-a-lost-reply',
    hazard: '2: sent is shown, and not received (getodk#50)',
    file: 'src/device/drain.ts',
    find: `  if (heard.kind !== 'receipt') return heard\n`,
    replace: `  if (heard.kind === 'offline')
    await disk.write(['logs'], async (_, also) => also(_.objectStore('logs').put({ ...row, cursor: load.end })))
  if (heard.kind !== 'receipt') return heard\n`,
    caughtBy: { story: 'lost-request', says: /^ahead: tablet 0 / },
  },
  {
    name: 'replaced-queue',
    hazard: '2: the queue is put back as it was before the sending (eventra#12455)',
    file: 'src/device/drain.ts',
    find: `  if (!taken.ok) return`,
    replace: `  await disk.write(['entries', 'logs'], async (tx, also) => {
    for (const key of await tx.objectStore('entries').getAllKeys())
      if (key[0] === row.log && key[1] > load.end.n) also(tx.objectStore('entries').delete(key))
    if (taken.ok) also(tx.objectStore('logs').put({ ...taken.value!.row, head: load.end }))
  })
  if (!taken.ok) return`,
    caughtBy: { story: 'tap-while-sending', says: /^lost: tap 2 / },
  },
  {
    name: 'cursor-ahead-of-the-data',
    hazard: '2: the checkpoint moves past what is not stored (rxdb#5571)',
    file: 'src/device/receipts.ts',
    find: `  if (weight === 'ours') return { ...moved, cursor: { n, hash }, epoch }\n`,
    replace: `  if (weight === 'ours') return { ...moved, cursor: row.head, epoch }\n`,
    caughtBy: { story: 'tap-while-sending', says: /^(lost: tap 2 |ahead: tablet 0 )/ },
  },
  {
    name: 'conflict-taken-for-a-refusal',
    hazard: '2: a 409 that nobody can answer (collect#5317)',
    file: 'src/device/reply.ts',
    find: `const WITH_RECEIPT = [200, 202, 409]`,
    replace: `const WITH_RECEIPT = [200, 202]`,
    caughtBy: { story: 'restored-server', says: /^stuck: / },
  },
  {
    name: 'restored-server-not-heeded',
    hazard: '0.6: the server went back in time, and the tablet did not (cht-core#8093)',
    file: 'src/device/receipts.ts',
    find: `  if (weight === 'ours') return { ...moved, cursor: { n, hash }, epoch }\n`,
    replace: `  if (weight === 'ours' && n >= row.cursor.n) return { ...moved, cursor: { n, hash }, epoch }\n`,
    caughtBy: { story: 'restored-server', says: /^lost: tap 1 / },
  },
  {
    name: 'older-generation-forgotten',
    hazard: '2: a queue that belongs to what the tablet was before (replicache#810)',
    file: 'src/device/sync.ts',
    find: `  return row.cursor.n < row.head.n || (`,
    replace: `  return (`,
    caughtBy: { story: 'branch-with-more-to-send', says: /^stuck: tablet 20 / },
  },
  {
    name: 'epoch-not-heeded',
    hazard: '2: the server was emptied, older logs are not offered again (hospitalrun#438)',
    file: 'src/device/sync.ts',
    find: ` || (link !== undefined && row.epoch !== link.epoch)`,
    replace: ``,
    caughtBy: { story: 'restored-after-a-branch', says: /^lost: / },
  },
  {
    name: 'lines-sent-unread',
    hazard: '2: what rotted is sent on (pouchdb#3932)',
    file: 'src/device/batch.ts',
    find: `  const good = await follow(crypto, log, after, entries)\n`,
    replace: `  const good = entries\n`,
    caughtBy: { story: 'rotten-line', says: /^stuck: tablet 0 .*refused:broken-chain/ },
  },
  {
    name: 'forged-receipt-believed',
    hazard: '2: any 2xx with a body is a receipt (formhub#767)',
    file: 'src/device/reply.ts',
    find: `  if (!(await isSignedBy(crypto, keys, 'receipt', answer.receipt))) return { kind: 'forged' }\n`,
    replace: `  if (keys.length === 0) return { kind: 'forged' }\n`,
    caughtBy: {
      test: 'tests/device/believe.test.ts',
      title: /P2, P6: a receipt signed by nobody/,
      says: /expected/,
    },
  },
  {
    name: 'silent-after-a-failure',
    hazard: '2: idle for days although it is online (pouchdb#8298)',
    file: 'src/device/schedule.ts',
    find: `  setDue(state, world.mono() + Math.min(soon, delay))\n`,
    replace: `  if (ok) setDue(state, world.mono() + Math.min(soon, delay))\n`,
    caughtBy: { test: 'tests/device/schedule.test.ts', title: /failures double the span/, says: /expected/ },
  },
  {
    name: 'page-and-worker-send-at-once',
    hazard: '1.11: two senders, and each thing sent twice (lunora#79)',
    file: 'src/device/sync.ts',
    find: `    if (!lock) return { kind: 'busy' }\n`,
    replace: ``,
    caughtBy: {
      test: 'tests/device/sync.test.ts',
      title: /^P2: page and worker never send at the same time/,
      says: /expected/,
    },
  },
  {
    name: 'silenced-by-retry-after',
    hazard: '6: a bad Retry-After silences a tablet for days',
    file: 'src/device/schedule.ts',
    find: `  const asked = Math.min(retryAfter, RETRY_AFTER_CAP_MS)\n`,
    replace: `  const asked = retryAfter\n`,
    caughtBy: {
      test: 'tests/device/schedule.test.ts',
      title: /^delay after an exchange: asked for a day/,
      says: /86400000/,
    },
  },
  {
    name: 'signature-without-the-body',
    hazard: '5: a signature that does not cover what was sent (RFC 9449)',
    file: 'src/protocol/log.ts',
    find: `{bodyHash}`,
    replace: `{bodyHash.length}`,
    caughtBy: {
      test: 'tests/unit/protocol/log.test.ts',
      title: /differs where anything differs/,
      says: /Property failed/,
    },
  },
]
