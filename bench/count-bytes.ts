import { connect, createServer } from 'node:net'
import type { Course } from './measure.ts'

/** Stands before a server at `port` and counts what goes through, both ways, headers and all. `bytes` is so many until now. */
export async function countBytes({ atEnd }: Pick<Course, 'atEnd'>, port: number, behind: number) {
  let bytes = 0
  const open = new Set<{ destroy: () => void }>()
  const front = createServer((near) => {
    const far = connect(behind, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true)
      open.add(from)
      from.on('data', (part: Buffer) => {
        bytes += part.length
      })
      from.pipe(to)
      // Who hangs up takes the other side along.
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
    }
  })
  await new Promise<void>((resolve) => front.listen(port, '127.0.0.1', resolve))
  atEnd(() => {
    for (const socket of open) socket.destroy()
    front.close()
  })
  return { bytes: () => bytes }
}
