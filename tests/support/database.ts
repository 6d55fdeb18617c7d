import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, inject, onTestFinished } from 'vitest'
import { openDatabase } from '#src/server/db/open.ts'
import type { Database, Dialect } from '#src/server/deps.ts'

export type TestDatabase = { db: Database; dialect: Dialect; epoch: string; url: string; folder: string }

/** Opens a fresh, migrated database that goes away with the test. */
export type Open = () => Promise<TestDatabase>

/** The address of a place for a database that is not there yet; it goes away with the test. */
export type OpenEmpty = () => Promise<string>

/** The same, and once more on PostgreSQL under a role that may only add to the log. */
export function eachRole(body: (name: Dialect, open: Open, openEmpty: OpenEmpty) => void): void {
  eachDatabase(body)
  const openEmpty = async () => (await freshPlace('postgres')).url
  describe('on PostgreSQL under the everyday role', () => body('postgres', openGranted, openEmpty))
}

/** Runs the same tests on SQLite in a file and on a real PostgreSQL. */
export function eachDatabase(body: (name: Dialect, open: Open, openEmpty: OpenEmpty) => void): void {
  for (const [title, dialect] of [
    ['on SQLite', 'sqlite'],
    ['on PostgreSQL', 'postgres'],
  ] as const) {
    describe(title, () =>
      body(
        dialect,
        () => openFresh(dialect),
        async () => (await freshPlace(dialect)).url,
      ),
    )
  }
}

export async function openFresh(dialect: Dialect): Promise<TestDatabase> {
  const place = await freshPlace(dialect)
  const opened = await openDatabase(place.url)
  onTestFinished(() => opened.db.destroy())
  return { ...opened, ...place }
}

export async function freshPlace(dialect: Dialect): Promise<{ url: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, url: dialect === 'sqlite' ? join(folder, 'hailong.sqlite') : await freshSchema() }
}

/** A schema of its own for each test, so that a PostgreSQL that was there before is left as it was. */
async function freshSchema(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const schema = `test_${randomBytes(6).toString('hex')}`
  url.searchParams.set('options', `-c search_path=${schema}`)
  await inServer(`create schema ${schema}`)
  onTestFinished(() => inServer(`drop schema ${schema} cascade`))
  return url.href.replaceAll('+', '%20')
}

/** A database as a careful operator has it: one role owns the tables, under another the server works every day. */
export async function openGranted(): Promise<TestDatabase & { owner: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const name = `test_${randomBytes(6).toString('hex')}`
  const [url, owner] = ['everyday', 'owner'].map((role) => {
    const address = new URL(inject('postgresUrl'))
    Object.assign(address, { username: `${name}_${role}`, password: 'secret' })
    address.searchParams.set('options', `-c search_path=${name}`)
    return address.href.replaceAll('+', '%20')
  }) as [string, string]
  for (const role of ['everyday', 'owner'])
    await inServer(`create role ${name}_${role} login password 'secret'`)
  await inServer(`create schema ${name} authorization ${name}_owner`)
  onTestFinished(async () => {
    await inServer(`drop schema ${name} cascade`)
    await inServer(`drop role ${name}_everyday, ${name}_owner`)
  })
  const opened = await openDatabase(url, owner)
  onTestFinished(() => opened.db.destroy())
  return { ...opened, url, folder, owner }
}

async function inServer(statement: string): Promise<void> {
  const { Client } = (await import('pg')).default
  const client = new Client(inject('postgresUrl'))
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Lets a test do what nobody may: change the log. */
export async function unguarded(
  { db, dialect }: TestDatabase,
  change: () => Promise<unknown>,
): Promise<void> {
  if (dialect === 'postgres') {
    for (const name of ['entry', 'receive_mark', 'batch', 'closing']) {
      await sql`alter table ${sql.table(name)} disable trigger all`.execute(db)
    }
  } else {
    const { rows } = await sql<{
      name: string
    }>`select name from sqlite_master where type = 'trigger'`.execute(db)
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  }
  await change()
}
