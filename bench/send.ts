import { Agent, request } from 'node:http'
import type { LogPost } from '../src/server/ingest.ts'

const agent = new Agent({ keepAlive: true })

/**
 * Sends a tablet's batch to the server on this machine's port; resolves to its answer, and rejects where it is no 200. A connection
 * that waited through the other side's turn may just have been ended by its server: then it is sent by a new one.
 */
export function postTo(port: number, post: LogPost): Promise<string> {
  const headers = {
    Authorization: post.authorization!,
    'HaiLong-Tablet': post.tablet!,
    'Content-Encoding': post.contentEncoding!,
    'Content-Length': post.body.length,
  }
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: '/api/v1/log', method: 'POST', headers, agent })
    asked.once('error', (error: NodeJS.ErrnoException) => {
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(postTo(port, post))
      else reject(error)
    })
    asked.once('response', async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString()
      if (answer.statusCode === 200) resolve(text)
      else reject(new Error(`${answer.statusCode} ${text}`))
    })
    asked.end(post.body)
  })
}
