import type * as z from 'zod/mini'
import { type Answer, failed, readAnswer } from './api.ts'

type Upload<T> = { answer: z.ZodMiniType<T>; onShare: (share: number) => void; signal: AbortSignal }

/**
 * Posts a file and says how much of it is on its way, from 0 to 1, which `fetch` tells nobody. Undefined where `signal`
 * stopped it.
 */
export function upload<T>(
  path: string,
  file: Blob,
  { answer, onShare, signal }: Upload<T>,
): Promise<Answer<T> | undefined> {
  const request = new XMLHttpRequest()
  const end = new Promise<'load' | 'error' | 'abort'>((resolve) => {
    for (const kind of ['load', 'error', 'abort'] as const)
      request.addEventListener(kind, () => resolve(kind))
  })
  request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total > 0 ? loaded / total : 1))
  signal.addEventListener('abort', () => request.abort())
  request.open('POST', `/api/v1/${path}`)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.send(file)
  return end.then((kind) => {
    if (kind === 'abort') return undefined
    if (kind === 'error') return failed('offline')
    return readAnswer(responseOf(request), answer)
  })
}

function responseOf(request: XMLHttpRequest): Response {
  const { status, responseText } = request
  const wait = request.getResponseHeader('Retry-After')
  return new Response(responseText, { status, headers: wait === null ? {} : { 'Retry-After': wait } })
}
