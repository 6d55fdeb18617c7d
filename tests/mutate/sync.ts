import type { Tablet } from '#tests/support/tablet.ts'
import type { MutateOffice } from './office.ts'

/** What a tablet learns at its next sync of a server that somebody changed, signatures and all. */
export type Told = 'refused' | 'asked again' | 'differs' | 'nothing'

/**
 * A tablet's next sync, as the wire has it: it sends its newest rating; asked for earlier ones it sends from there; where the
 * chain does not fit it sends all that it has. `branch`: the branch that it was on already.
 */
export async function nextSync(tablet: Tablet, branch: string | undefined): Promise<Told> {
  const { n } = tablet.rate()
  const first = await tablet.send({ from: n })
  if (first.kind === 'gap') {
    await tablet.send({ from: first.head + 1 })
    return (await isTaken(tablet, branch)) ? 'asked again' : sendAll(tablet)
  }
  if (first.kind !== 'refused') return (await isTaken(tablet, branch)) ? 'nothing' : 'differs'
  return first.code === 'broken-chain' ? sendAll(tablet) : 'refused'
}

async function sendAll(tablet: Tablet): Promise<Told> {
  await tablet.send()
  return 'differs'
}

/** Does the server's receipt name our own hash, on the log where we were? */
async function isTaken(tablet: Tablet, branch: string | undefined): Promise<boolean> {
  const again = await tablet.send({ from: tablet.links.length })
  if (again.kind === 'refused') return false
  const receipt = JSON.parse(again.answer.receipt.line) as { hash: string; branch?: string }
  return receipt.hash === tablet.links.at(-1)?.hash && receipt.branch === branch
}

/** A copy of the tablet that wrote that log, as it is now. */
export function writerOf({ tablets }: MutateOffice, log: string): Tablet {
  const { twin, ...others } = tablets
  const writer = log.includes('~') ? twin : Object.values(others).find((tablet) => tablet.log === log)
  if (!writer) throw new Error(`nobody wrote ${log}`)
  return writer.copy()
}
