import type { Rescue, RescueWatch, Tablet } from '#src/device/types.ts'
import { RescueReport } from '#src/protocol/rescue-schema.ts'
import type { Device } from './device.ts'
import { onDisk, readStore } from './device-paired.ts'

export const QUIET: RescueWatch = { onProgress: () => undefined, signal: new AbortController().signal }

export type Saved = {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  lost: Extract<Rescue, { ok: true }>['lost']
}

/** The tablet's rescue file, as it would be on a stick. */
export async function saveRescue(tablet: Pick<Tablet, 'rescue'>, watch = QUIET): Promise<Saved> {
  const saved = await tablet.rescue(watch)
  if (!saved.ok) throw new Error(`no file: ${saved.why}`)
  const { name, file, lost } = saved
  return { name, bytes: new Uint8Array(await file.arrayBuffer()), lost }
}

/** The generation that is written ends, as where the server's log and the tablet's differ; the next start begins another. */
export async function endGeneration(device: Device): Promise<void> {
  const row = (await readStore(device, 'logs')).at(-1)
  await onDisk(device, 'logs', (logs) => logs.put({ ...row, ended: { why: 'behind', after: row!.cursor } }))
}

/** Posts a file as the head's page does; the answer, whose form is checked where it is no refusal. */
export async function importByRoute(
  answer: (request: Request) => Promise<Response>,
  to: { origin: string; unit: string; cookie: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ status: number; report: RescueReport | undefined; code: string | undefined }> {
  const response = await answer(
    new Request(`${to.origin}/api/v1/units/${to.unit}/rescue`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: to.cookie,
      },
      body: bytes,
    }),
  )
  const body = await response.json()
  if (response.ok) return { status: 200, report: RescueReport.parse(body), code: undefined }
  return { status: response.status, report: undefined, code: (body as { code: string }).code }
}
