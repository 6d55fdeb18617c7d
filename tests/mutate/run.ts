import { Readable } from 'node:stream'
import { allProofs } from '#src/server/proof/closings.ts'
import { type Kept, readKept } from '#src/server/proof/kept.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { type Fault, sentence } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { makeRandom, type Random } from '#tests/simulate/random.ts'
import {
  type Attack,
  cutLog,
  digHole,
  eraseTablet,
  inventTablet,
  inventWithDeviceKey,
  moveMark,
  rewriteTail,
  rewriteWithDeviceKey,
  vouchAgain,
} from './attacks.ts'
import { draftOf } from './draft.ts'
import type { MutateOffice } from './office.ts'
import { deleteRow, flip, insertRow, type Plain, swapRows, truncateTable } from './plain.ts'
import { closeAnew, signAnew } from './redo.ts'
import { canStand, changedTables, print, readState, type State, unlock, writeState } from './state.ts'
import { nextSync, type Told, writerOf } from './sync.ts'

const PLAIN: Readonly<Record<string, Plain>> = {
  flip,
  delete: deleteRow,
  insert: insertRow,
  swap: swapRows,
  truncate: truncateTable,
}
const ATTACKS: Readonly<Record<string, Attack>> = {
  'cut a log': cutLog,
  'erase a tablet': eraseTablet,
  'rewrite a tail': rewriteTail,
  'rewrite a tail with the tablet’s key': rewriteWithDeviceKey,
  'invent with the tablet’s key': inventWithDeviceKey,
  'invent a tablet': inventTablet,
  'dig a hole': digHole,
  'move a mark': moveMark,
}

type Asked = { seed: string; from?: number; count: number }
/** Of these the batches' signatures tell, or no tablet knows. */
const KEYLESS = new Set(['rewrite a tail', 'dig a hole', 'move a mark', 'invent a tablet'])

export type Outcome = { kind: string; seed: string; found: Fault[]; what: string }

/** Mutates that office again and again, each time from the same whole state, and asks verify. */
export async function* mutations(
  office: MutateOffice,
  { seed, from = 0, count }: Asked,
): AsyncGenerator<Outcome> {
  await unlock(office.db, office.dialect)
  const whole = await readState(office.db)
  const known = new Set((await faultsOf(office)).map((fault) => sentence(fault).en))
  for (let i = from; i < from + count; i += 1) {
    const one = draw(whole, makeRandom(`${seed}/${i}`), office)
    await writeState(office, whole, one.state)
    if (one.folds) await rebuild(office.deps)
    const found = (await faultsOf(office)).filter((fault) => !known.has(sentence(fault).en))
    const state = one.folds ? await readState(office.db) : one.state
    yield { kind: one.kind, seed: `${seed}/${i}`, found, what: differenceOf(whole, state) }
    await writeState(office, state, whole)
  }
}

async function faultsOf({ db, deps }: MutateOffice, kept?: readonly Kept[]): Promise<Fault[]> {
  return (await verify(db, { keys: deps.keys, ...(kept && { kept }) })).faults
}

/** What an attacker with the database, the tablets' keys and the server's key leaves behind. */
export type Apart = {
  kind: string
  seed: string
  /** What verify names by itself: an attack that is complete leaves nothing. */
  alone: Fault[]
  /** What it names with the closings that were kept before. */
  kept: Fault[]
  /** Whether it changed something that a closing had named. */
  beforeClosing: boolean
  /** Otherwise: what the tablet hears at its next sync whose log it was. */
  told: Told | undefined
}

/** Attacks that leave every signature right. */
export async function* attacksApart(
  office: MutateOffice,
  { seed, from = 0, count }: Asked,
): AsyncGenerator<Apart> {
  await unlock(office.db, office.dialect)
  const whole = await readState(office.db)
  const known = new Set((await faultsOf(office)).map((fault) => sentence(fault).en))
  const fresh = (faults: Fault[]) => faults.filter((fault) => !known.has(sentence(fault).en))
  const closings = await keptOf(office)
  for (let i = from; i < from + count; i += 1) {
    const { kind, state } = drawApart(whole, makeRandom(`${seed}/${i}`), office)
    await writeState(office, whole, state)
    await signAnew(office)
    const alone = fresh(await faultsOf(office))
    const kept = fresh(await faultsOf(office, closings))
    const beforeClosing = hashesOf(whole).join() !== hashesOf(state).join()
    const log = changedLog(whole, state)
    const branch = log.includes('~') ? log : undefined
    const told = beforeClosing ? undefined : await nextSync(writerOf(office, log), branch)
    yield { kind, seed: `${seed}/${i}`, alone, kept, beforeClosing, told }
    await writeState(office, await readState(office.db), whole)
  }
}

/** The tablet's log that is another one. */
function changedLog(before: State, after: State): string {
  const was = new Map(before.log.map((row) => [row.id, print(row)]))
  const is = new Map(after.log.map((row) => [row.id, print(row)]))
  const changed = [...was.keys()].find((id) => was.get(id) !== is.get(id) && !String(id).startsWith('dvhcc'))
  return String(changed)
}

/** Of the closings. */
function hashesOf({ closing, entry }: State): unknown[] {
  return closing.map(({ log, n }) => entry.find((row) => row.log === log && row.n === n)?.hash)
}

function drawApart(whole: State, random: Random, office: MutateOffice): Omit<Drawn, 'folds'> {
  for (;;) {
    const kind = random.pick(Object.keys(ATTACKS).filter((name) => !KEYLESS.has(name)))
    const draft = draftOf(whole)
    if (!ATTACKS[kind]!(draft, random, office)) continue
    vouchAgain(draft, office)
    closeAnew(draft, office.deps.keys)
    if (canStand(draft) && changedTables(whole, draft).length > 0) return { kind, state: draft }
  }
}

async function keptOf({ db, deps }: MutateOffice): Promise<Kept[]> {
  return db.transaction().execute(async (trx) => {
    const lines: string[] = []
    for (const { id } of await trx.selectFrom('unit').select('id').execute())
      for await (const { signed } of allProofs(trx, deps, id)) lines.push(`${JSON.stringify(signed)}\n`)
    return readKept(Readable.from(lines))
  })
}

type Drawn = { kind: string; state: State; folds: boolean }

/** A mutation that the database's keys let stand, and that changes something. `folds`: figures are made anew after it. */
function draw(whole: State, random: Random, office: MutateOffice): Drawn {
  for (;;) {
    const folds = random.chance(0.4)
    const kind = random.pick(Object.keys(folds ? ATTACKS : PLAIN))
    const state = folds ? attacked(whole, ATTACKS[kind]!, random, office) : PLAIN[kind]!(whole, random)
    if (state && canStand(state) && changedTables(whole, state).length > 0) return { kind, state, folds }
  }
}

function attacked(whole: State, attack: Attack, random: Random, office: MutateOffice): State | undefined {
  const draft = draftOf(whole)
  return attack(draft, random, office) ? draft : undefined
}

/** For whoever reads of a mutation that was not found. */
function differenceOf(before: State, after: State): string {
  return changedTables(before, after)
    .map((name) => {
      const [was, is] = [new Set(before[name].map(print)), new Set(after[name].map(print))]
      const gone = [...was].filter((row) => !is.has(row))
      const come = [...is].filter((row) => !was.has(row))
      return `${name}: - ${gone.join(' ')} + ${come.join(' ')}`
    })
    .join('\n')
}
