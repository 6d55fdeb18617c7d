import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import { Password, Setup, StaffPin } from '#src/protocol/session.ts'
import { setPassword, setStaffPin } from '../accounts-change.ts'
import { atOffice } from '../certificate/at-office.ts'
import { isCommonPassword } from '../common-passwords.ts'
import { readConfig, variablesHelp } from '../config.ts'
import type { Deps } from '../deps.ts'
import { openDeps, sentenceFor } from '../main-deps.ts'
import { offerCode } from '../pairing.ts'
import { Refusal } from '../problems.ts'
import { prepareSetup, setUpUnit, voidSetupTokens } from '../setup.ts'
import { transact } from '../transact.ts'
import { nationalIdTrouble, placeTrouble } from '../tree/found.ts'
import { lockUnit } from '../unit.ts'

const HELP = `npm run setup -- --unit NAME --head-name NAME --user NAME --counter LABEL [options]
    sets up a unit with its head, a counter and an officer, and prints a pairing code

npm run setup -- --pair COUNTER [--json]
    mints one more pairing code (ten minutes, one use) for the counter with that id

npm run setup -- --new-password USER [--json]
    gives the head with that user name another password, read as HEAD_PASSWORD below, and ends all their sessions

npm run setup -- --new-staff-pin UNIT [--json]
    gives the unit with that id another staff PIN, read as STAFF_PIN below; its tablets learn it at their next exchange

Options:
  --unit NAME            the unit's own name, e.g. "Xã An Bình"
  --place TEXT           where it is
  --national-id ID       e.g. H55.12.3
  --below ID             the id of the unit above it, as a province's
  --head-name NAME       the head's name
  --user NAME            the head's user name: 3 to 40 of a–z 0–9 . _ -
  --counter LABEL        the counter's label, e.g. 1
  --counter-name TEXT    what it is for
  --officer NAME         the officer of the counter
  --officer-title TEXT
  --json                 prints addresses, ids and the pairing code as one line of JSON

Secrets never stand on the command line, where other users see them:
  HEAD_PASSWORD          password of the head, at least twelve characters; if it is absent, the first line of stdin
  STAFF_PIN              six digits that open the tablets' staff corner; if it is absent, the next line of stdin
                         (the first where no password is asked for)

The database is the one that "npm start" opens; the server may be running. Environment:
${variablesHelp()}
`

const { values } = parse()

if (values.help) process.stdout.write(HELP)
else await run()

function parse() {
  const string = { type: 'string' } as const
  const names = [
    'unit',
    'place',
    'national-id',
    'below',
    'head-name',
    'user',
    'counter',
    'counter-name',
    'officer',
  ]
  try {
    return parseArgs({
      options: {
        ...Object.fromEntries(names.map((name) => [name, string])),
        'officer-title': string,
        pair: string,
        'new-password': string,
        'new-staff-pin': string,
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    fail(`${error.message}\nSee: npm run setup -- --help`)
    return process.exit()
  }
}

async function run(): Promise<void> {
  const read = readConfig(atOffice({ LOG_LEVEL: 'error', ...process.env }))
  if (!read.ok) return fail(read.wrong.join('\n'))
  try {
    const deps = await openDeps(read.config)
    const result = await asked(deps)
    await deps.db.destroy()
    if (typeof result === 'string') fail(result)
    else print(result, deps.publicUrl)
  } catch (error) {
    fail(sentenceFor(error, read.config))
  }
}

const TOO_COMMON =
  'This password is too common and easily guessed: choose a long sentence that only its owner knows. Nothing was changed.'

type Made = Record<string, string | number | null>

/** Does the one thing that was asked for; answers a sentence where it cannot. */
async function asked(deps: Deps): Promise<Made | string> {
  const { pair: counter, 'new-password': user, 'new-staff-pin': unit } = values
  if ([counter, user, unit].filter((one) => one !== undefined).length > 1)
    return 'Of --pair, --new-password and --new-staff-pin one at a time. See: npm run setup -- --help'
  if (counter !== undefined) return pair(deps, String(counter))
  if (user !== undefined) return newPassword(deps, String(user))
  if (unit !== undefined) return newStaffPin(deps, String(unit))
  return setUp(deps)
}

/** The same functions as behind the one-time link, which no longer works afterwards. Answers a sentence where it cannot. */
async function setUp(deps: Deps): Promise<Made | string> {
  const parsed = Setup.safeParse(await formFromArguments())
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`)
    return `Missing or not right: ${fields.join(', ')}. See: npm run setup -- --help`
  }
  const { user, password } = parsed.data.head
  if (await isCommonPassword(password, user)) return TOO_COMMON
  const prepared = await prepareSetup(deps, parsed.data)
  const parent = (values as Record<string, string | undefined>).below ?? null
  return transact(deps, async (trx) => {
    const bar = parent === null ? undefined : await placeTrouble({ deps, trx, unit: parent })
    if (bar) return below(bar.code, parent!)
    const { nationalId = '' } = parsed.data.unit
    if (await nationalIdTrouble(trx, nationalId)) return `The identifier ${nationalId} is taken.`
    const made = await setUpUnit(trx, deps, { ...prepared, parent })
    if (made instanceof Refusal) return `The user name ${parsed.data.head.user} is taken.`
    await voidSetupTokens(trx)
    const offer = await offerCode({ deps, trx, unit: made.unit, by: made.head }, made.counter)
    if (offer instanceof Refusal) throw new Error('The counter that was just made is not there')
    return { ...made, pairingCode: offer.code, expires: offer.expires, pairing: offer.address }
  })
}

function below(code: ProblemCode, unit: string): string {
  if (code === 'unit-over') return `The unit ${unit} is over: nothing is set up below it.`
  return code === 'too-many' ? `There are too many units above ${unit}.` : `There is no unit ${unit}.`
}

async function pair(deps: Deps, counter: string): Promise<Made | string> {
  return transact(deps, async (trx) => {
    const found = await trx.selectFrom('counter').select('unit').where('id', '=', counter).executeTakeFirst()
    if (!found) return `There is no counter ${counter}.`
    await lockUnit(trx, deps, found.unit)
    const offer = await offerCode({ deps, trx, unit: found.unit, by: null }, counter)
    if (offer instanceof Refusal) return `There is no counter ${counter}.`
    return {
      unit: found.unit,
      counter,
      pairingCode: offer.code,
      expires: offer.expires,
      pairing: offer.address,
    }
  })
}

async function newPassword(deps: Deps, named: string): Promise<Made | string> {
  const user = named.trim().toLowerCase()
  const password = Password.safeParse((await readSecrets({ pin: false })).password)
  if (!password.success) return 'The password must have 12 to 200 characters. Nothing was changed.'
  if (await isCommonPassword(password.data, user)) return TOO_COMMON
  const set = await setPassword(deps, { user, password: password.data })
  return set instanceof Refusal ? `There is no user ${user}.` : { ...set, user }
}

async function newStaffPin(deps: Deps, unit: string): Promise<Made | string> {
  const pin = StaffPin.safeParse((await readSecrets({ password: false })).pin)
  if (!pin.success) return 'The staff PIN must be six digits. Nothing was changed.'
  const set = await setStaffPin(deps, { unit, pin: pin.data })
  return set instanceof Refusal ? `There is no unit ${unit}.` : set
}

async function formFromArguments() {
  const secrets = await readSecrets()
  const said = (name: string) => (values as Record<string, string | undefined>)[name]
  return {
    token: '',
    unit: { name: said('unit'), place: said('place') ?? '', nationalId: said('national-id') },
    head: { name: said('head-name'), user: said('user'), password: secrets.password },
    counter: { label: said('counter'), name: said('counter-name') ?? '' },
    officer:
      said('officer') === undefined ? null : { name: said('officer'), title: said('officer-title') ?? '' },
    staffPin: secrets.pin,
  }
}

type Secrets = { password: string | undefined; pin: string | undefined }

/** From the environment, else a line of stdin each; what is not wanted takes no line. */
async function readSecrets(wanted: { password?: boolean; pin?: boolean } = {}): Promise<Secrets> {
  const { HEAD_PASSWORD, STAFF_PIN } = process.env
  const { password = true, pin = true } = wanted
  const open = (password && !HEAD_PASSWORD) || (pin && !STAFF_PIN)
  const lines = open ? (await text(process.stdin)).split(/\r?\n/) : []
  return {
    password: password ? HEAD_PASSWORD || lines.shift() : undefined,
    pin: pin ? STAFF_PIN || lines.shift() : undefined,
  }
}

function print(made: Made, publicUrl: string): void {
  const all = { dashboard: `${publicUrl}/`, kiosk: `${publicUrl}/kiosk/`, ...made }
  if (values.json) process.stdout.write(`${JSON.stringify(all)}\n`)
  else
    for (const [name, value] of Object.entries(all))
      process.stdout.write(`${name.padEnd(12)} ${value ?? '–'}\n`)
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
