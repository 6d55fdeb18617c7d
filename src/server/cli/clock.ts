import { isDay, localTime } from '#src/domain/calendar.ts'
import { timeBy } from '../clock.ts'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import { noteDeed } from '../note-deed.ts'
import { confirmTime, readSure } from '../trusted-time.ts'
import { ENVIRONMENT, obey, readArgs, sentenceOf, unusable } from './database-args.ts'
import { openKnown } from './open-known.ts'

const HELP = `npm run clock -- [--json]
    says what the clock of this machine says, what the last sure time is, and whether half days are closed by this clock

npm run clock -- --confirm DAY [--json]
    DAY is today, as your telephone or a calendar has it: 2026-11-23. Where this machine's clock says the same day,
    it becomes the sure time, and what is due is closed within a minute. That cannot be taken back.

A clock that is more than 36 hours past the last sure time leapt, or the server was off. The first tablet that says the
same time confirms it by itself; this command is for when no tablet's clock is right. Run it on the server's machine.

Options:
  --confirm DAY
  --json    prints the result as one line of JSON
  --help

Exit status: 0 the clock is sure; 1 it is not; 2 the database or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'clock', help: HELP }

type Known = Awaited<ReturnType<typeof openKnown>>

const asked = readArgs(process.argv.slice(2), process.env, ['confirm'])
await obey(COMMAND, asked, async ({ config, json, named: { confirm: day } }) => {
  if (day === undefined || isDay(day)) await run(config, { json, day })
  else unusable(COMMAND, `--confirm takes a day like 2026-11-23, and got ${day}.`)
})

async function run(config: Config, { json, day }: { json: boolean; day: string | undefined }): Promise<void> {
  let opened: Known
  try {
    opened = await (day === undefined
      ? openExisting(config.databaseUrl)
      : openKnown(config, { readOnly: false }))
  } catch (error) {
    unusable(COMMAND, sentenceOf(error))
    return
  }
  const { db } = opened
  const now = Date.now()
  const confirmed = day === localTime(now).day
  if (confirmed) await confirm(opened, { day, now })
  const sure = await readSure(db)
  await db.destroy()
  const trusted = sure?.trusted
  const state: State = { now, trusted, sure: timeBy({ now, sure }).by === 'clock', confirmed }
  process.stdout.write(json ? `${JSON.stringify(state)}\n` : report(state))
  if (day !== undefined && !confirmed) refuse(day, now)
  else if (!state.sure) process.exitCode = 1
}

type Confirming = { day: string; now: number }

/** By a person, which is an entry of each unit's log where the keys are here to sign it. */
async function confirm({ db, dialect, keys }: Known, { day, now }: Confirming): Promise<void> {
  await confirmTime(db, now)
  if (!keys) return
  const noting = { deed: 'clock-confirmed', of: day, now: () => now } as const
  await db.transaction().execute((trx) => noteDeed(trx, { dialect, keys }, noting))
}

type State = { now: number; trusted: number | undefined; sure: boolean; confirmed: boolean }

function report({ now, trusted, sure }: State): string {
  const verdict = sure
    ? 'Đồng hồ chắc chắn: các buổi được chốt đúng giờ. / The clock is sure: half days are closed when they are due.'
    : 'Đồng hồ chưa chắc chắn: máy chủ tính tiếp từ giờ chắc chắn gần nhất. / The clock is not sure: time goes on from the last sure time.'
  return [
    `Đồng hồ máy này / this machine's clock:      ${shown(now)}`,
    `Giờ chắc chắn gần nhất / last sure time:     ${trusted === undefined ? '–' : shown(trusted)}`,
    `${verdict}\n`,
  ].join('\n')
}

/** In Vietnam, as the closings are. */
function shown(at: number): string {
  return new Date(at).toLocaleString('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
}

function refuse(day: string, now: number): void {
  process.stderr.write(
    `Nothing was confirmed: you say ${day}, this machine's clock says ${localTime(now).day}. Set the clock first.\n`,
  )
  process.exitCode = 1
}
