import { join, resolve } from 'node:path'
import * as z from 'zod'
import { isOwnMachine } from './own-machine.ts'

/** Every variable that this program reads, with what `--help` says of it. */
export const VARIABLES = {
  DATA_DIR: 'Folder of the database and the key file. Default: ./data',
  DATABASE_URL: 'postgres://… for PostgreSQL. Default: SQLite in DATA_DIR',
  MIGRATE_DATABASE_URL:
    'postgres://… of the role that owns the tables, for starts that migrate and for restores: the role in DATABASE_URL, another one, may then only add to the logs. Default: none',
  HOST: 'Address to listen on. Default: 127.0.0.1 (this machine only); 0.0.0.0 for tablets in the network',
  PORT: 'Port to listen on. Default: 3000',
  PUBLIC_URL:
    'The one address that people and tablets use, e.g. https://hailong.xa.gov.vn. Default: http(s)://localhost:PORT',
  TLS_CERT:
    'File of the certificate chain (PEM). Together with TLS_KEY. Default: that of "npm run certificate", with its name and HOST=0.0.0.0',
  TLS_KEY: 'File of its private key (PEM)',
  TRUST_PROXY:
    'yes: a proxy in front of this server speaks HTTPS under PUBLIC_URL, and adds who asks to X-Forwarded-For. Default: no',
  SERVER_KEY_FILE:
    "File of the server's own keys; the same for all processes. Default: DATA_DIR/server-key.jwk",
  BACKUP_DIR: 'Folder of the nightly backups, best on another disk. Default: DATA_DIR/backups',
  BACKUP_PASSPHRASE_FILE:
    'File whose first line opens the backups. Default: DATA_DIR/backup-passphrase, made at the first backup',
  BACKUP: 'nightly or off. Default: nightly, at the first start after 1:00, those of fourteen days kept',
  START_EMPTY: 'yes: begin an empty office although BACKUP_DIR holds backups of another. Default: no',
  LOG_LEVEL: 'info, error or silent. Default: info',
} as const

const PORT_WRONG = 'must be a whole number from 1 to 65535, in digits alone'

/** The environment as it is, before anything is concluded from it. An empty variable is an absent one. */
const Environment = z.object({
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  MIGRATE_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, PORT_WRONG)
    .transform(Number)
    .pipe(z.number().max(65_535, PORT_WRONG))
    .default(3000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://hailong.xa.gov.vn' })
    .optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
  SERVER_KEY_FILE: z.string().optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  BACKUP: z.enum(['nightly', 'off'], 'must be nightly or off').default('nightly'),
  START_EMPTY: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
  LOG_LEVEL: z.enum(['info', 'error', 'silent'], 'must be info, error or silent').default('info'),
})
type Environment = z.infer<typeof Environment>

export type Config = {
  dataDir: string
  /** `postgres://…` or the path of the SQLite file. */
  databaseUrl: string
  /** `postgres://…` of the role that owns the tables; absent where `databaseUrl` is of that role, or SQLite. */
  ownerUrl?: string
  host: string
  port: number
  /** The one origin, without a slash at the end. */
  publicUrl: string
  tls: { cert: string; key: string } | undefined
  /** A proxy in front says in X-Forwarded-For who asks. */
  trustProxy: boolean
  keyFile: string
  backup: { folder: string; passphraseFile: string; nightly: boolean }
  /** Begins an empty office also beside backups of another. */
  startEmpty: boolean
  logLevel: 'info' | 'error' | 'silent'
}

/** The configuration, or a sentence for each thing that is wrong with the environment. */
export function readConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: Config } | { ok: false; wrong: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    return { ok: false, wrong: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}.`) }
  }
  const wrong = contradictions(parsed.data)
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, config: conclude(parsed.data) }
}

export function variablesHelp(): string {
  return Object.entries(VARIABLES)
    .map(([name, said]) => `  ${name.padEnd(16)} ${said}`)
    .join('\n')
}

function contradictions(env: Environment): string[] {
  const { TLS_CERT, TLS_KEY, TRUST_PROXY, PUBLIC_URL } = env
  const wrong: string[] = []
  if (env.MIGRATE_DATABASE_URL && !env.DATABASE_URL)
    wrong.push('MIGRATE_DATABASE_URL goes with a DATABASE_URL of the same database, under another role.')
  if ((TLS_CERT === undefined) !== (TLS_KEY === undefined)) {
    wrong.push('TLS_CERT and TLS_KEY go together: set both or neither.')
  }
  if (TLS_CERT && TRUST_PROXY === 'yes') {
    wrong.push('TRUST_PROXY says that a proxy speaks HTTPS, TLS_CERT that this server does: choose one.')
  }
  if (PUBLIC_URL === undefined) {
    if (TRUST_PROXY === 'yes') wrong.push('TRUST_PROXY needs PUBLIC_URL, the address of the proxy.')
    return wrong
  }
  const url = new URL(PUBLIC_URL)
  const isTls = url.protocol === 'https:'
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    wrong.push('PUBLIC_URL is an origin alone: no path, no user, no question mark.')
  }
  if (isTls && !TLS_CERT && TRUST_PROXY === 'no') {
    wrong.push(
      'PUBLIC_URL is https: set TLS_CERT and TLS_KEY, or TRUST_PROXY=yes where a proxy speaks HTTPS.',
    )
  }
  if (!isTls && (TLS_CERT || TRUST_PROXY === 'yes')) {
    wrong.push('PUBLIC_URL is http, but TLS_CERT or TRUST_PROXY says HTTPS.')
  } else if (!isTls && !isOwnMachine(url.hostname)) {
    wrong.push(
      `PUBLIC_URL is ${url.origin}: over http browsers keep nobody signed in, and no tablet works offline, except on ` +
        'this machine itself (http://localhost). Make it https, with TLS_CERT and TLS_KEY, or with TRUST_PROXY=yes where a ' +
        'proxy speaks HTTPS.',
    )
  }
  return wrong
}

function conclude(env: Environment): Config {
  const dataDir = resolve(env.DATA_DIR)
  const tls = env.TLS_CERT && env.TLS_KEY ? { cert: env.TLS_CERT, key: env.TLS_KEY } : undefined
  return {
    dataDir,
    databaseUrl: env.DATABASE_URL ?? join(dataDir, 'hailong.sqlite'),
    ...(env.MIGRATE_DATABASE_URL && { ownerUrl: env.MIGRATE_DATABASE_URL }),
    host: env.HOST,
    port: env.PORT,
    publicUrl: new URL(env.PUBLIC_URL ?? `${tls ? 'https' : 'http'}://localhost:${env.PORT}`).origin,
    tls,
    trustProxy: env.TRUST_PROXY === 'yes',
    keyFile: env.SERVER_KEY_FILE ? resolve(env.SERVER_KEY_FILE) : join(dataDir, 'server-key.jwk'),
    backup: {
      folder: env.BACKUP_DIR ? resolve(env.BACKUP_DIR) : join(dataDir, 'backups'),
      passphraseFile: env.BACKUP_PASSPHRASE_FILE
        ? resolve(env.BACKUP_PASSPHRASE_FILE)
        : join(dataDir, 'backup-passphrase'),
      nightly: env.BACKUP === 'nightly',
    },
    startEmpty: env.START_EMPTY === 'yes',
    logLevel: env.LOG_LEVEL,
  }
}
