import { atOffice } from '../certificate/at-office.ts'
import { readHost } from '../certificate/host.ts'
import { type Made, makeCertificate, officeFiles, officeHost } from '../certificate/office.ts'
import { terminalQr } from '../certificate/terminal-qr.ts'
import { type Config, readConfig } from '../config.ts'
import { sentenceFor } from '../main-deps.ts'
import { AUTHORITY_PATH } from '../routes/authority.ts'
import { dayOf } from '../tls.ts'
import { ENVIRONMENT, obey, readArgs, unusable } from './database-args.ts'

const NAME = '<name or address>'

const HELP = `npm run certificate -- <name or address> [--json]
    makes the office's own authority and, signed by it, a certificate for that name or IPv4 address of this server. From
    then on "npm start" speaks HTTPS under it, to the whole network. Each tablet installs the authority once.

npm run certificate
    renews: a new certificate under the same authority, so the tablets need nothing. Then start the server again.

Both lie in DATA_DIR/certificate. The authority is good for ten years and for that one name, a certificate for 397 days.
A public certificate (TLS_CERT, TLS_KEY) or a proxy that has one needs none of this.

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 the certificate is there; 1 it is not; 2 the arguments are unusable.

${ENVIRONMENT}`

const RENEWED = `Máy tính bảng không cần làm gì. Khởi động lại máy chủ.
The tablets need nothing. Start the server again.`

/** What is there already, or lacks, says nothing about the one that is asked for here. */
const ALONE = { TLS_CERT: '', TLS_KEY: '', TRUST_PROXY: '', PUBLIC_URL: 'http://localhost' }

const COMMAND = { name: 'certificate', help: HELP }

const asked = readArgs(process.argv.slice(2), { ...process.env, ...ALONE }, [NAME])
await obey(COMMAND, asked, ({ config, named, json }) => run(config, { given: named[NAME], json }))

function run(config: Config, { given, json }: { given: string | undefined; json: boolean }): void {
  try {
    const read = readHost(given ?? officeHost(config.dataDir) ?? '')
    if (!read.ok) unusable(COMMAND, read.sentence)
    else if (isOther(read.host))
      unusable(
        COMMAND,
        `PUBLIC_URL is ${process.env.PUBLIC_URL}, and the certificate would be for ${read.host}: ask for the same host, or unset PUBLIC_URL.`,
      )
    else print(makeCertificate(config.dataDir, { host: read.host, now: Date.now() }), config, json)
  } catch (error) {
    process.stderr.write(`${sentenceFor(error, config)}\n`)
    process.exitCode = 1
  }
}

/** Whether a PUBLIC_URL was set, and is another host's. */
function isOther(host: string): boolean {
  const set = URL.parse(process.env.PUBLIC_URL ?? '')
  return set !== null && set.hostname !== host
}

function print({ authority, server, newAuthority }: Made, { dataDir }: Config, json: boolean): void {
  const files = officeFiles(dataDir)
  const read = readConfig(atOffice(process.env))
  const address = read.ok ? read.config.publicUrl : undefined
  const fetched = address && `${address}${AUTHORITY_PATH}`
  const [ends, authorityEnds] = [server.validToDate, authority.validToDate]
  if (json) {
    const { fingerprint256: fingerprint } = authority
    const said = {
      address,
      authority: fetched,
      file: files.copy,
      fingerprint,
      ends,
      authorityEnds,
      newAuthority,
    }
    process.stdout.write(`${JSON.stringify(said)}\n`)
    return
  }
  const lines = [
    `Chứng chỉ / certificate:         ${files.server}, đến / until ${dayOf(ends)}`,
    `Cơ quan chứng thực / authority:  ${files.copy}, đến / until ${dayOf(authorityEnds)}`,
    `SHA-256:                         ${authority.fingerprint256}`,
    '',
    ...(newAuthority || !fetched ? install(fetched, files.copy) : [RENEWED]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!read.ok) process.stderr.write(`"npm start" will not go on yet:\n${read.wrong.join('\n')}\n`)
  else if (read.config.tls?.cert !== files.server)
    process.stderr.write(
      `"npm start" does not use it yet, because of TLS_CERT, TRUST_PROXY or PUBLIC_URL. Unset them, or set TLS_CERT and TLS_KEY both to ${files.server}.\n`,
    )
}

function install(fetched: string | undefined, copy: string): string[] {
  if (!fetched) return [`Chép tệp này sang từng máy tính bảng / carry this file to each tablet: ${copy}`]
  return [
    'Khởi động máy chủ (npm start). Trên từng máy tính bảng, một lần:',
    '  1. Quét mã hoặc mở địa chỉ dưới đây. Trình duyệt cảnh báo vì chưa biết cơ quan này: chọn Nâng cao → Tiếp tục.',
    '  2. Cài đặt → Bảo mật → Mã hóa và thông tin xác thực → Cài đặt chứng chỉ → Chứng chỉ CA → chọn tệp đã tải.',
    '  3. So dãy SHA-256 của chứng chỉ vừa cài với dãy ở trên; nếu khác, hãy gỡ ra.',
    'Start the server (npm start). On each tablet, once:',
    '  1. Scan the code or open the address below. The browser warns, since it does not know this authority: Advanced → Proceed.',
    '  2. Settings → Security → Encryption & credentials → Install a certificate → CA certificate → choose the file.',
    '  3. Compare the SHA-256 of what was installed with the one above; remove it where they differ.',
    '',
    `  ${fetched}`,
    '',
    terminalQr(fetched),
  ]
}
