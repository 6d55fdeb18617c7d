import type { Bug } from './bug.ts'

/** What the tablet does with its disk. */
export const OF_THE_DISK: readonly Bug[] = [
  {
    name: 'thanks-for-what-the-disk-refused',
    hazard: '1.2: success reported although the transaction aborted',
    file: 'src/device/draft.ts',
    find: `  if (!done.ok) return fail(book, done)\n  book.open = undefined\n`,
    replace: `  book.open = undefined\n`,
    caughtBy: { story: 'closing-answered-too-late', says: /^code: tap 1 / },
  },
  {
    name: 'thanks-before-complete',
    hazard: '1.2: a request answers before its transaction is complete',
    file: 'src/device/db.ts',
    find: `    tx.commit()\n    await Promise.all(requests)\n`,
    replace: `    tx.commit()\n    void Promise.allSettled(requests)\n`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P1: ok comes after complete, never before$/,
      says: /expected/,
    },
  },
  {
    name: 'relaxed-durability',
    hazard: '1.1: what the operating system holds in memory is called written',
    file: 'src/device/db.ts',
    find: `db.transaction(stores, 'readwrite', { durability: 'strict' })`,
    replace: `db.transaction(stores, 'readwrite', { durability: 'relaxed' })`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P1: every write is strict$/,
      says: /relaxed/,
    },
  },
  {
    name: 'face-before-complete',
    hazard: '1.2: a request answers before its transaction is complete, of a tapped face',
    file: 'src/device/db.ts',
    find: `    tx.objectStore(store).put(value, key)\n`,
    replace: `    tx.objectStore(store).put(value, key).addEventListener('success', () => resolve())\n`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P1: ok comes after complete, never before$/,
      says: /expected/,
    },
  },
  {
    name: 'relaxed-face',
    hazard: '1.1: what the operating system holds in memory is called written, of a tapped face',
    file: 'src/device/db.ts',
    find: `db.transaction(store, 'readwrite', { durability: 'strict' })`,
    replace: `db.transaction(store, 'readwrite', { durability: 'relaxed' })`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P1: every write is strict$/,
      says: /relaxed/,
    },
  },
  {
    name: 'duty-that-ends-closes-the-rating',
    hazard:
      '2: a record that somebody still edits is sent as it stands, and once more after it (collect#2175)',
    file: 'src/device/duty.ts',
    find: `const ready = await settle(book)`,
    replace: `if (book.open) await (await import('./draft.ts')).closeLeft(book, book.open)\n  const ready = await settle(book)`,
    caughtBy: {
      test: 'tests/device/duty.test.ts',
      title: /^P2: a duty that ends by itself leaves an open rating alone/,
      says: /to deeply equal \[\]/,
    },
  },
  {
    name: 'dead-handle-reused',
    hazard: '1.6: a connection that died is used again (Expensify, enketo#1576)',
    file: 'src/device/db.ts',
    find: `    drop(state)\n    const why = WHY[error.name]\n`,
    replace: `    const why = WHY[error.name]\n`,
    caughtBy: {
      test: 'tests/device/disk.test.ts',
      title: /^P1: a handle that dies silently is opened again, and the rating stands$/,
      says: /ok/,
    },
  },
  {
    name: 'opening-waited-for-without-end',
    hazard: '1.7: open() never answers',
    file: 'src/device/db.ts',
    find: `world.later(PATIENCE_MS, () => resolve(`,
    replace: `world.later(1e12, () => resolve(`,
    caughtBy: {
      test: 'tests/device/disk.test.ts',
      title: /^P12: an open that hangs is a timeout after five seconds/,
      says: /opening/,
    },
  },
  {
    name: 'second-page-writes-too',
    hazard: '1.11: two tabs write (WatermelonDB#827)',
    file: 'src/device/tablet.ts',
    find: `(lock) => lock !== null && hold(page))`,
    replace: `() => hold(page))`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P12: a second page says that it is the second/,
      says: /second/,
    },
  },
  {
    name: 'draft-of-a-dead-page-dropped',
    hazard: '2: what was not sent when the page ended is lost (replicache#799)',
    file: 'src/device/opening.ts',
    find: `(left.draft.tappedAt === book.refused ? dropRefused(book) : closeLeft(book, left))`,
    replace: `dropRefused(book)`,
    caughtBy: { story: 'battery-dies-after-the-face', says: /^lost: tap 1 / },
  },
  {
    name: 'draft-closed-twice',
    hazard: '2: tried again after an answer that was lost, without an id (getodk#50)',
    file: 'src/device/draft.ts',
    find: `[{ line }], { ...WITH_DRAFT, ifDraft: true })`,
    replace: `[{ line }], WITH_DRAFT)`,
    caughtBy: { story: 'closing-answered-too-late', says: /^twice: tap 1 / },
  },
  {
    name: 'full-disk-makes-room',
    hazard: '1.2: the oldest four deleted to make room (bim-ootb#1555)',
    file: 'src/device/tablet.ts',
    find: `        if (!done.ok && done.why !== 'full') breakDown(page, done.why)\n`,
    replace: `        if (!done.ok && done.why === 'full')
          await page.disk.write(['entries'], async (tx, also) => {
            const keys = await tx.objectStore('entries').getAllKeys()
            for (const key of keys.slice(-4)) also(tx.objectStore('entries').delete(key))
          })
        else if (!done.ok) breakDown(page, done.why)\n`,
    caughtBy: { story: 'full-disk', says: /^lost: tap 1 / },
  },
  {
    name: 'queue-dropped-with-the-identity',
    hazard: '2: another identity, and the queue is dropped (lunora#79)',
    file: 'src/device/generation.ts',
    find: `    const pinned = (await`,
    replace: `    also(tx.objectStore('entries').clear())\n    const pinned = (await`,
    caughtBy: { story: 'branch-with-more-to-send', says: /^lost: tap 3 / },
  },
  {
    name: 'retention-by-the-clock',
    hazard: '0.1: older than seven days by this clock, so deleted (Workbox maxRetentionTime)',
    file: 'src/device/exchange.ts',
    find: `  page.room = await lookAtStorage(deps.storage)\n`,
    replace: `  await disk.write(['entries'], async (tx, also) => {
    for (const { log, n, line } of await tx.objectStore('entries').getAll())
      if (JSON.parse(line).at < deps.now() - 7 * 86_400_000) also(tx.objectStore('entries').delete([log, n]))
  })
  page.room = await lookAtStorage(deps.storage)\n`,
    caughtBy: { story: 'clock-leaps-offline', says: /^lost: tap 1 / },
  },
  {
    name: 'unsent-pruned-when-pressed',
    hazard: '2: a clean-up that asks for age, and not for a receipt (getodk#1017)',
    file: 'src/device/retention.ts',
    find: `  return pressed ? Math.max(aged, oldest, step) : aged\n`,
    replace: `  return pressed ? row.first + STEP - 1 : aged\n`,
    caughtBy: {
      test: 'tests/device/retention.test.ts',
      title: /^P6: what may be pruned: never the unsent/,
      says: /expected 2000 to be/,
    },
  },
  {
    name: 'old-by-one-leap',
    hazard: '1.17: a clock that jumps makes everything old',
    file: 'src/device/retention.ts',
    find: `    age += Math.min(after - at, STEP_MS)\n`,
    replace: `    age += after - at\n`,
    caughtBy: {
      test: 'tests/device/retention.test.ts',
      title: /^P6: a tablet prunes nothing where the server’s clock leaps sixty years$/,
      says: /expected/,
    },
  },
  {
    name: 'tail-believed-at-start',
    hazard: '1.15: the end of the log is gone, and nobody looked',
    file: 'src/device/log.ts',
    find: `  return { ok: true, value: entries.length === head.n - from + 1 && isSame(end, head) }\n`,
    replace: `  return { ok: true, value: true }\n`,
    caughtBy: {
      test: 'tests/device/disk.test.ts',
      title: /^P4: a tail that was cut off is found at the start/,
      says: /expected/,
    },
  },
  {
    name: 'head-moved-by-another-overwritten',
    hazard: '2: a record edited while it was on its way (collect#2175)',
    file: 'src/device/log.ts',
    find: `      if (!isSame(row.head, pen.head)) return`,
    replace: `      if (row.log === '') return`,
    caughtBy: {
      test: 'tests/device/log.test.ts',
      title: /^P4: a head that another writer moved is found/,
      says: /expected/,
    },
  },
]
