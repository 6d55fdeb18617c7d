import type { Bug } from './bug.ts'

/** What the server does with what comes. */
export const OF_THE_SERVER: readonly Bug[] = [
  {
    name: 'commit-not-on-the-disk',
    hazard: '0.3: better-sqlite3 is built with synchronous=NORMAL',
    file: 'src/server/db/sqlite.ts',
    find: `    sqlite.pragma('synchronous = full')\n    sqlite.pragma(\`journal_size_limit = \${WAL_BYTES}\`)\n    assertDurable(sqlite)\n`,
    replace: `    sqlite.pragma('synchronous = normal')\n    if (readOnly) assertDurable(sqlite)\n`,
    caughtBy: {
      test: 'tests/server/core/open.test.ts',
      title: /what was asked of SQLite is what it does/,
      says: /expected 1 to be 2/,
    },
  },
  {
    name: 'answered-before-the-commit',
    hazard: '3.1: an answer is a promise, and the commit comes after it',
    file: 'src/server/db/sqlite.ts',
    find: `  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {\n`,
    replace: `  waiting: DatabaseConnection | undefined
  async flush(): Promise<void> {
    const connection = this.waiting
    this.waiting = undefined
    if (connection) await super.commitTransaction(connection)
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    this.waiting = connection
  }
  override async destroy(): Promise<void> {
    await this.flush()
    await super.destroy()
  }
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    await this.flush()\n`,
    caughtBy: { story: 'server-dies', says: /^ahead: tablet 0 / },
  },
  {
    name: 'batch-stored-in-parts',
    hazard: '2: a push that is not one transaction (WatermelonDB#752)',
    file: 'src/server/store.ts',
    find: `  return deps.db.transaction().execute(`,
    replace: `  return deps.db.connection().execute(`,
    caughtBy: {
      test: 'tests/server/core/half-batch.test.ts',
      title: /a batch that fails at its last step leaves nothing/,
      says: /expected/,
    },
  },
  {
    name: 'repeated-entry-counted-twice',
    hazard: '2: stored once, counted at each sending (kobocat#470)',
    file: 'src/server/append.ts',
    find: `  if (fresh.length === 0) return { log: before, fresh: [] }\n`,
    replace: `  if (fresh.length === 0) {
    if (checked.content.lines.length > 0)
      await trx.updateTable('tally').set((eb) => ({ n: eb('n', '+', 1) })).where('log', '=', before.id).execute()
    return { log: before, fresh: [] }
  }\n`,
    caughtBy: { story: 'request-arrives-twice', says: /^figure: / },
  },
  {
    name: 'check-then-insert',
    hazard: '2: looked up first and inserted after, without a lock (kobocat#859)',
    file: 'src/server/unit.ts',
    find: `  return (deps.dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow()\n`,
    replace: `  return query.executeTakeFirstOrThrow()\n`,
    caughtBy: {
      test: 'tests/server/core/ingest.test.ts',
      title: /on PostgreSQL.*tablets of one unit that send at once get one position each/,
      says: /duplicate key/,
    },
  },
  {
    name: 'other-entries-for-the-same-numbers-refused',
    hazard: '2: same id, other content: refused for ever (collect#5317)',
    file: 'src/server/lineage.ts',
    find: `  return { kind: 'leaves', parent: best.log, fork: from + best.last, hashes }\n`,
    replace: `  return { kind: 'broken' }\n`,
    caughtBy: { story: 'clone', says: /^stuck: / },
  },
  {
    name: 'branch-thrown-away',
    hazard: '2: of two versions the later is dropped (actual#212)',
    file: 'src/server/lineage.ts',
    find: `  if (best.conflict === -1) return`,
    replace: `  if (best.conflict !== -2) return`,
    caughtBy: { story: 'clone', says: /^stuck: tablet 0 .*differs/ },
  },
  {
    name: 'gap-answered-as-stored',
    hazard: '2: documents skipped, and the cursor past them (couchbase-lite java-core#1047)',
    file: 'src/server/lineage.ts',
    find: `  if (known.size === 0) return { kind: 'gap' }\n`,
    replace: `  if (known.size === 0) return { kind: 'on', log: logs[0], hashes: chain(batch.log, batch.from, logs[0].hash, lines) }\n`,
    caughtBy: { story: 'restored-server', says: /^numbers: .* lacks / },
  },
  {
    name: 'retired-tablet-forbidden',
    hazard: '2: out of scope, and refused in silence (cht-core#5701)',
    file: 'src/server/sender.ts',
    find: `    .where('device.id', '=', owner)\n`,
    replace: `    .where('device.id', '=', owner)\n    .where('device.retired', '=', 0)\n`,
    caughtBy: { story: 'retired-with-more-to-send', says: /^stuck: tablet 0 / },
  },
  {
    name: 'held-ratings-counted',
    hazard: '2: what somebody took out of scope counts (cht-core#5701)',
    file: 'src/server/append.ts',
    find: `  const hold = device.retired === 1 || before.held === 1\n`,
    replace: `  const hold = before.held === 1\n`,
    caughtBy: {
      test: 'tests/server/core/history.test.ts',
      title: /what a retired tablet still sends is held/,
      says: /expected/,
    },
  },
  {
    name: 'wrong-clock-refused',
    hazard: '1.17: maximum clock drift, so no sync (actual#7464)',
    file: 'src/server/ingest.ts',
    find: `  const checked = await check(`,
    replace: `  const said = readState(post.tablet)
  if (said && Math.abs(said.wall - deps.now()) > 86_400_000) return { kind: 'refused', code: 'malformed' }
  const checked = await check(`,
    caughtBy: { story: 'clock-leaps-offline', says: /^stuck: tablet 0 / },
  },
  {
    name: 'one-clock-poisons-all',
    hazard: '1.17: one bad client sets the time for all (actual#8904)',
    file: 'src/server/clock.ts',
    find: `  if (!sure || isNear(now, sure.trusted, LEAP_MS)) return { at: now, by: 'clock' }\n`,
    replace: `  if (said !== undefined) return { at: said, by: 'tablet' }
  if (!sure || isNear(now, sure.trusted, LEAP_MS)) return { at: now, by: 'clock' }\n`,
    caughtBy: {
      test: 'tests/server/core/clock.test.ts',
      title: /what time it is: ten days off, a tablet of 1970$/,
      says: /by: 'tablet'/,
    },
  },
  {
    name: 'leap-closes-the-future',
    hazard: '1.17: a clock that jumps sixty years is believed',
    file: 'src/server/clock.ts',
    find: `  if (!sure || isNear(now, sure.trusted, LEAP_MS)) return { at: now, by: 'clock' }\n`,
    replace: `  if (now !== said) return { at: now, by: 'clock' }\n`,
    caughtBy: {
      test: 'tests/server/core/clock-leap.test.ts',
      title: /P8: a leap of sixty years closes no future/,
      says: /expected/,
    },
  },
  {
    name: 'log-open-to-changes',
    hazard: '4.2: the program may update and delete what it stored',
    file: 'src/server/db/ddl.ts',
    find: `  for (const name of names) {\n`,
    replace: `  for (const name of names.slice(0, 1)) {\n`,
    caughtBy: {
      test: 'tests/server/core/open.test.ts',
      title: /P4: nobody updates or deletes/,
      says: /instead of rejecting/,
    },
  },
  {
    name: 'loss-told-by-other-numbers',
    hazard: '1.15: what an emptied tablet lost is told wrongly, so that nobody looks for it',
    file: 'src/server/emptied.ts',
    find: `return { kind: 'emptied', from: (refilled ?? n) + 1, to }`,
    replace: `return { kind: 'emptied', from: to + 50, to }`,
    caughtBy: { story: 'emptied-before-it-sent', says: /^unnamed: wiped: device \w+ lost the taps 33$/ },
  },
  {
    name: 'emptied-tablet-begins-at-one',
    hazard: '1.15: an empty disk goes on under the same name (oddeNova#189)',
    file: 'src/server/pairing-again.ts',
    find: `device.generation + 1 : device.generation\n`,
    replace: `device.generation : device.generation\n`,
    caughtBy: {
      test: 'tests/journey/emptied.test.ts',
      title: /P4 P6 an emptied tablet is known by its cookie, goes on as its next generation/,
      says: /\.1' to be '.*\.2'/,
    },
  },
  {
    name: 'restored-over-what-is-in-use',
    hazard: '2: two databases become one (actual#212)',
    file: 'src/server/backup/restore.ts',
    find: `  if (used)\n`,
    replace: `  if (used && used.id === '')\n`,
    caughtBy: {
      test: 'tests/server/core/backup.test.ts',
      title: /a database that is in use is not restored into/,
      says: /including 'in use'/,
    },
  },
  {
    name: 'comment-lost-on-the-second-way',
    hazard: '2: what belongs to a record comes apart from it (kobocat#565)',
    file: 'src/server/append.ts',
    find: `  await insertRows(into, 'sealed', sealedOf(before, checked), { orIgnore: true })
  const fresh = freshOf(appending, before)\n`,
    replace: `  const fresh = freshOf(appending, before)
  if (fresh.length > 0) await insertRows(into, 'sealed', sealedOf(before, checked), { orIgnore: true })\n`,
    caughtBy: {
      test: 'tests/server/core/ingest.test.ts',
      title: /a sealed comment that comes later heals/,
      says: /sealed: 1/,
    },
  },
  {
    name: 'restored-under-the-same-epoch',
    hazard: '2: mutations from the future, ignored for ever (replicache todo-nextjs#13)',
    file: 'src/server/backup/restore.ts',
    find: `  const epoch = symbols(randomBytes(8))\n`,
    replace: `  const { epoch } = head\n`,
    caughtBy: {
      test: 'tests/server/core/backup.test.ts',
      title: /P8 a restored backup is the database of that moment, in another epoch/,
      says: /expected .* not to be/,
    },
  },
  {
    name: 'bomb-inflated',
    hazard: '6: 130 KB become 128 MiB (OneUptime#3404)',
    file: 'src/server/inflate.ts',
    find: `{ maxOutputLength: MAX_INFLATED })`,
    replace: `{ maxOutputLength: 2 ** 30 })`,
    caughtBy: {
      test: 'tests/server/core/refusals.test.ts',
      title: /what is too large, a bomb/,
      says: /expected/,
    },
  },
]
