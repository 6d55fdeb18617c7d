import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { certificateWarnings, loadCertificate } from '#src/server/tls.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '#tests/support/certificate.ts'

let files: { cert: string; key: string }

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  await writeFile(files.cert, CERTIFICATE)
  await writeFile(files.key, CERTIFICATE_KEY)
  return () => rm(folder, { recursive: true })
})

test.each(['https://hailong.xa.gov.vn', 'https://203.0.113.7:8443'])('the certificate is for %s', (url) => {
  expect(loadCertificate(files, url)).toEqual({ cert: CERTIFICATE, key: CERTIFICATE_KEY })
})

test.each([
  ['https://hailong.tinh.gov.vn', 'hailong.tinh.gov.vn'],
  ['https://localhost:3000', 'localhost'],
  ['https://203.0.113.8', '203.0.113.8'],
  ['https://[2001:db8::1]', '2001:db8::1'],
])('a certificate for another name than that of %s is refused with both names', (url, host) => {
  const sentence = `TLS_CERT is for hailong.xa.gov.vn, 203.0.113.7, and PUBLIC_URL's host is ${host}: every browser refuses it.`
  expect(() => loadCertificate(files, url)).toThrow(sentence)
})

test('a key that is not the certificate’s, and a file that is none, are refused with a sentence', async () => {
  const url = 'https://hailong.xa.gov.vn'
  expect(() => loadCertificate({ ...files, key: files.cert }, url)).toThrow(
    /a certificate and its own key, both PEM\. .*npm run certificate/,
  )
  expect(() => loadCertificate({ ...files, cert: `${files.cert}.none` }, url)).toThrow(
    /^TLS_CERT: the file .* cannot be read\. Check/,
  )
})

test.each(['cert', 'key'] as const)(
  'a %s that a full disk left empty is refused with a sentence',
  async (name) => {
    await writeFile(files[name], '')
    expect(() => loadCertificate(files, 'https://hailong.xa.gov.vn')).toThrow(
      /a certificate and its own key, both PEM\. .*npm run certificate/,
    )
  },
)

test.each([
  ['2026-11-01', ["TLS_CERT begins only on 2026-11-22, and this machine's clock says 2026-11-01"]],
  ['2026-11-23', []],
  ['2036-10-19', []],
  ['2036-10-21', ['TLS_CERT ends on 2036-11-19: from then on browsers and tablets refuse it. Renew it']],
  [
    '2036-11-20',
    [
      "TLS_CERT ended on 2036-11-19, and this machine's clock says 2036-11-20: browsers and tablets refuse it. Set the clock, or renew it",
    ],
  ],
])('on %s a certificate that is not good then is named, and not refused', (day, said) => {
  const certificate = loadCertificate(files, 'https://hailong.xa.gov.vn')
  const warnings = certificateWarnings(certificate, Date.parse(day))
  expect(warnings).toEqual(said.map((sentence) => expect.stringContaining(sentence)))
})
