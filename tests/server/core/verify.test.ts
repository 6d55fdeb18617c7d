import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readLine } from '#src/domain/entry-schema.ts'
import { parseAuthorization } from '#src/protocol/log-schema.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { sha256 } from '#src/server/signature.ts'
import { type Fault, sentence } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase, unguarded } from '#tests/support/database.ts'
import { chained } from '#tests/support/forge.ts'
import { type Office, UNIT } from '#tests/support/ingest.ts'
import { retireAll } from '#tests/support/retire.ts'
import { makeTablet } from '#tests/support/tablet.ts'
import { after, faults, furnished, LOG } from '#tests/support/whole-office.ts'

eachDatabase((_name, open) => {
  test('P4, P8: a whole database is whole, with and without the key file', async () => {
    const { office } = await furnished(open)
    const found = await verify(office.db, { keys: office.deps.keys })
    expect(found).toEqual({
      units: 1,
      ends: [{ unit: expect.any(String), n: 3, hash: expect.any(String) }],
      logs: 3,
      entries: 24,
      ratings: 15,
      closings: 2,
      faults: [],
    })
    expect((await verify(office.db)).faults).toEqual([])
  })

  test('P4: one flipped byte of a line is named', async () => {
    const found = await after(open, ({ db }, tablet) => {
      const line = Buffer.from((tablet.links[6]?.line ?? '').replace('"score":5', '"score":4'))
      return db.updateTable('entry').set({ line }).where('log', '=', LOG).where('n', '=', 7).execute()
    })
    expect(found).toEqual([`altered ${LOG} 7`, expect.stringContaining(`tally ${LOG}`)])
  })

  test('P4: a flipped hash is named', async () => {
    const found = await after(open, ({ db }) =>
      db
        .updateTable('entry')
        .set({ hash: 'a'.repeat(64) })
        .where('log', '=', LOG)
        .where('n', '=', 5)
        .execute(),
    )
    expect(found).toEqual([`altered ${LOG} 5–6`, `receipt ${LOG} 5`])
  })

  test('P4: a deleted entry is named', async () => {
    const found = await after(open, ({ db }) =>
      db.deleteFrom('entry').where('log', '=', LOG).where('n', 'in', [6, 7]).execute(),
    )
    expect(found).toContain(`missing ${LOG} 6–7`)
  })

  test('P4: two lines that changed places are named', async () => {
    const found = await after(open, async ({ db }, tablet) => {
      for (const [n, from] of [
        [6, 7],
        [7, 6],
      ] as const) {
        const line = Buffer.from(tablet.links[from - 1]?.line ?? '')
        await db.updateTable('entry').set({ line }).where('log', '=', LOG).where('n', '=', n).execute()
      }
    })
    expect(found).toContain(`altered ${LOG} 6–7`)
  })

  test('P4: a log that was cut off is named, also where its head was moved back', async () => {
    const cut = async ({ db }: Office) => {
      await db.deleteFrom('entry').where('log', '=', LOG).where('n', '>', 14).execute()
      await db.deleteFrom('receive_mark').where('log', '=', LOG).where('n', '>', 14).execute()
    }
    expect(await after(open, cut)).toContain(`missing ${LOG} 15–17`)
    const found = await after(open, async (office, tablet) => {
      await cut(office)
      const to = { head: 14, folded: 14, hash: tablet.links[13]?.hash ?? '' }
      await office.db.updateTable('log').set(to).where('id', '=', LOG).execute()
    })
    expect(found).toContain(`missing ${LOG} 15–17`)
  })

  test('P4: a log that was cut off with all its proofs differs from the closing that named its head', async () => {
    const found = await after(open, async ({ db }, tablet) => {
      for (const table of ['entry', 'receive_mark'] as const) {
        await db.deleteFrom(table).where('log', '=', LOG).where('n', '>', 8).execute()
      }
      await db.deleteFrom('batch').where('log', '=', LOG).where('to_n', '>', 8).execute()
      const to = { head: 8, folded: 8, hash: tablet.links[7]?.hash ?? '' }
      await db.updateTable('log').set(to).where('id', '=', LOG).execute()
    })
    expect(found).toContain(`closing-differs ${LOG} 13`)
  })

  test('P4: a tail that was written anew with fresh hashes is not what the tablet signed', async () => {
    const found = await after(open, async ({ db }, tablet) => {
      const lines = tablet.links.slice(13).map(({ line }) => line.replace('"score":5', '"score":1'))
      for (const { n, hash, line } of chained(LOG, 14, tablet.links[12]?.hash ?? '', lines)) {
        const row = { hash, line: Buffer.from(line) }
        await db.updateTable('entry').set(row).where('log', '=', LOG).where('n', '=', n).execute()
        await db.updateTable('log').set({ hash }).where('id', '=', LOG).execute()
      }
    })
    expect(found).toEqual([
      `rewritten ${LOG} 14–17`,
      expect.stringContaining(`tally ${LOG}`),
      `intake ${LOG} 17`,
    ])
  })

  test('P3, P4: entries that were made up and rightly chained have no signature', async () => {
    const found = await after(open, async ({ db }, tablet) => {
      const made = chained(LOG, 18, tablet.links[16]?.hash ?? '', [tablet.links[16]?.line ?? ''])
      for (const { n, hash, line } of made) {
        await db
          .insertInto('entry')
          .values({ log: LOG, n, hash, line: Buffer.from(line) })
          .execute()
        await db.updateTable('log').set({ head: n, folded: n, hash }).where('id', '=', LOG).execute()
      }
    })
    expect(found).toEqual([`mark-missing ${LOG} 18`, `unsigned ${LOG} 18`, `intake ${LOG} 18`])
  })

  test('P3, P4: another key on record than the one that signed is named', async () => {
    const found = await after(open, ({ db }, tablet) =>
      db
        .updateTable('log')
        .set({ key: tablet.key.replace('B', 'C') })
        .where('id', '=', LOG)
        .execute(),
    )
    expect(found).toEqual([`genesis ${LOG} 1`, `bad-signature ${LOG} 1–17`, `intake ${LOG} 17`])
  })

  test('P3, P4: a log that was written anew and signed with another key differs from the closings', async () => {
    const found = await after(open, async ({ db, deps }, tablet) => {
      const forged = await makeTablet(deps, { id: tablet.id, unit: UNIT, counter: 'quay22' })
      forged.links.length = 0
      forged.add('genesis', { device: tablet.id, key: forged.key })
      for (const { line } of tablet.links.slice(1)) {
        const { at, kind, body } = readLine(line.replace('"score":2', '"score":5'))!
        forged.add(kind, body, at)
      }
      for (const { n, hash, line } of forged.links) {
        const row = { hash, line: Buffer.from(line) }
        await db.updateTable('entry').set(row).where('log', '=', LOG).where('n', '=', n).execute()
      }
      const { body, authorization } = forged.post()
      const batch = parseAuthorization(authorization ?? '')!
      await db.deleteFrom('batch').where('log', '=', LOG).execute()
      const proof = { log: LOG, from_n: 1, to_n: 17, hash: batch.hash, sig: batch.sig, received_at: 1 }
      await db
        .insertInto('batch')
        .values({ ...proof, body_hash: sha256(body) })
        .execute()
      await db.updateTable('log').set({ key: forged.key, hash: batch.hash }).where('id', '=', LOG).execute()
      await db.updateTable('device').set({ key: forged.key }).where('id', '=', tablet.id).execute()
      await rebuild({ db, dialect: deps.dialect })
    })
    expect(found).toEqual([
      `closing-differs ${LOG} 8`,
      `closing-differs ${LOG} 13`,
      `intake ${LOG} 17`,
      `device-key ${LOG} 1`,
      `device-altered ${LOG} 1–17`,
    ])
  })

  test('P4: a renumbered entry is named', async () => {
    const found = await after(open, ({ db }) =>
      db.updateTable('entry').set({ n: 18 }).where('log', '=', LOG).where('n', '=', 8).execute(),
    )
    expect(found).toContain(`missing ${LOG} 8`)
    expect(found).toContain(`altered ${LOG} 18`)
    expect(found).toContain(`head ${LOG} 17`)
  })

  test('P4: a tablet of which every trace was removed is named by the closings', async () => {
    const found = await after(open, async ({ db }) => {
      for (const table of ['entry', 'batch', 'receive_mark', 'tally'] as const) {
        await db.deleteFrom(table).where('log', '=', 'tabet333.1').execute()
      }
      await db.deleteFrom('log').where('id', '=', 'tabet333.1').execute()
    })
    expect(found).toContain('closing-differs tabet333.1 4')
    expect(
      await after(open, ({ db }) => db.deleteFrom('log').where('id', '=', 'tabet333.1').execute()),
    ).toContain('stray tabet333.1 1–4')
  })

  /** A tablet and its copy have both sent an entry 18. */
  const branched = async () => {
    const { office, tablet } = await furnished(open)
    const copy = tablet.copy()
    tablet.rate()
    copy.rate({ score: 1 })
    await tablet.send({ from: 18 })
    await copy.send({ from: 18 })
    return { office, tablet }
  }

  test('P4: branches and held entries are named or kept apart, and do not disturb the rest', async () => {
    const { office, tablet } = await branched()
    expect(await faults(office)).toEqual([`branch ${LOG}~1 18`])
    await retireAll(office.deps)
    tablet.rate()
    await tablet.send({ from: 19 })
    await office.closeAt('2026-11-24', 13)
    expect(await faults(office)).toEqual([`branch ${LOG}~1 18`])
  })

  test('P4: a branch that says that it left itself is named, and verify comes to an end', async () => {
    const { office } = await branched()
    await office.db
      .updateTable('log')
      .set({ parent: `${LOG}~1` })
      .where('id', '=', `${LOG}~1`)
      .execute()
    const found = await faults(office)
    expect(found.filter((fault) => fault.includes(`${LOG}~1`))).not.toEqual([`branch ${LOG}~1 18`])
    expect(found.length).toBeGreaterThan(1)
  })

  test('P4: a hole is named, and the log is followed behind it', async () => {
    const { office, tablet } = await furnished(open)
    for (let i = 0; i < 6; i += 1) tablet.rate()
    const receipt = { log: LOG, n: 20, hash: tablet.links[19]?.hash, epoch: 'x', config: 1, at: 1 }
    const signed = office.deps.keys.sign.sign('receipt', JSON.stringify(receipt))
    const proof = Buffer.from(JSON.stringify(signed)).toString('base64url')
    expect((await tablet.send({ from: 21, after: proof })).kind).toBe('stored')
    expect(await faults(office)).toEqual([`hole ${LOG} 18–20`])
    await office.db.updateTable('hole').set({ receipt: '{}' }).execute()
    expect(await faults(office)).toEqual([`missing ${LOG} 18–20`])
  })

  test('P4: a branch that leaves right behind a hole is followed from its first entry', async () => {
    const { office, tablet } = await furnished(open)
    for (let i = 0; i < 6; i += 1) tablet.rate()
    const copy = tablet.copy()
    copy.links.splice(20)
    copy.rate({ score: 1 })
    copy.rate({ score: 1 })
    const receipt = { log: LOG, n: 20, hash: tablet.links[19]?.hash, epoch: 'x', config: 1, at: 1 }
    const signed = office.deps.keys.sign.sign('receipt', JSON.stringify(receipt))
    const proof = Buffer.from(JSON.stringify(signed)).toString('base64url')
    await tablet.send({ from: 21, after: proof })
    expect((await copy.send({ from: 21 })).kind).toBe('stored')
    const whole = [`hole ${LOG} 18–20`, `branch ${LOG}~1 21–22`]
    expect(await faults(office)).toEqual(whole)
    const line = Buffer.from(copy.links[20]?.line.replace('"score":1', '"score":5') ?? '')
    await unguarded(office, () =>
      office.db
        .updateTable('entry')
        .set({ line })
        .where('log', '=', `${LOG}~1`)
        .where('n', '=', 21)
        .execute(),
    )
    expect(await faults(office)).toContain(`altered ${LOG}~1 21`)
  })

  test('verify changes nothing and may run while tablets send', async () => {
    const { office, tablet } = await furnished(open)
    for (let i = 0; i < 50; i += 1) tablet.rate()
    const [found] = await Promise.all([
      verify(office.db, { keys: office.deps.keys }),
      tablet.send({ from: 18 }),
    ])
    expect(found.faults).toEqual([])
    const { rows } = await sql<{ n: number }>`select count(*) as n from entry`.execute(office.db)
    expect(rows).toEqual([{ n: 74 }])
  })
})

test('a fault is a sentence in both languages', () => {
  const fault: Fault = { kind: 'missing', unit: UNIT, device: 'tabet222', log: LOG, from: 3, to: 7 }
  expect(sentence(fault).vi).toBe('Máy tính bảng tabet222, sổ tabet222.1, mục 3–7: thiếu các mục này')
  expect(sentence({ ...fault, device: null, to: 3, detail: 'x' }).en).toBe(
    'Unit dvhcc2, log tabet222.1, entry 3: these entries are missing (x)',
  )
})
