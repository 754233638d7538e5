import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { settings } from './settings.ts'

test('without any setting the portal runs on this machine alone, with its own database', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    dataDir: resolve('data'),
    url: 'http://localhost:3000',
    databaseUrl: undefined,
    databaseRuntimeUrl: undefined,
    databaseDirectUrl: undefined,
    smtpUrl: undefined,
    mailFrom: undefined,
    logLevel: 'info',
    sessionIdleHours: 12,
    sessionAbsoluteDays: 14,
    s3: undefined,
    scanners: [],
    trustProxy: false,
    metricsToken: undefined,
  })
})

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}))
})

test('the public address follows the port, and loses its slash', () => {
  expect(readConfig({ PORT: '8080' }).url).toBe('http://localhost:8080')
  expect(readConfig({ KONTOR_URL: 'https://portal.example.org/' }).url).toBe('https://portal.example.org')
})

test('every problem is named at once, with an example, and no value is repeated', () => {
  const read = () =>
    readConfig({ PORT: 'seven', KONTOR_URL: 'https://example.org/portal', DATABASE_URL: 'mysql://root:hush@db/x' })
  expect(read).toThrow(/PORT must be a whole number, for example PORT=8080/)
  expect(read).toThrow(/KONTOR_URL must end after the host.*, for example KONTOR_URL=https:\/\/portal.example.org/)
  expect(read).toThrow(/DATABASE_URL must begin with postgres:\/\//)
  expect(read).not.toThrow(/hush/)
})

test('a mail server needs a sender', () => {
  expect(() => readConfig({ SMTP_URL: 'smtp://localhost:1025' })).toThrow('MAIL_FROM must be set with SMTP_URL')
})

test.each([
  ['false', false],
  ['0', false],
  ['2', 2],
  ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
])('TRUST_PROXY=%s is understood', (text, expected) => {
  expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected)
})

test('a bucket needs its name, and a key its secret', () => {
  expect(() => readConfig({ S3_ENDPOINT: 'https://s3.example.org' })).toThrow('S3_BUCKET')
  expect(() => readConfig({ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'a' })).toThrow('S3_SECRET_ACCESS_KEY')
  expect(() => readConfig({ S3_BUCKET: 'Falsche Zeichen' })).toThrow('S3_BUCKET')
  expect(readConfig({ S3_BUCKET: 'files' }).s3).toEqual({
    bucket: 'files',
    endpoint: undefined,
    region: 'eu-central-1',
    keys: undefined,
  })
})

test('scanners are a daemon, a program, or both', () => {
  expect(() => readConfig({ CLAMD_ADDRESS: 'localhost:3310' })).toThrow('CLAMD_ADDRESS')
  expect(() => readConfig({ SCAN_COMMAND: 'clamscan' })).toThrow('SCAN_COMMAND')
  const { scanners } = readConfig({ CLAMD_ADDRESS: 'tcp://scan.example.org:3310', SCAN_COMMAND: '/bin/scan' })
  expect(scanners).toEqual([{ command: '/bin/scan' }, { host: 'scan.example.org', port: 3310 }])
  expect(readConfig({ CLAMD_ADDRESS: 'unix:///run/clamd.sock' }).scanners).toEqual([{ socket: '/run/clamd.sock' }])
})

test('every example in the table is accepted, and says something other than the default', () => {
  const examples = Object.fromEntries(settings.map(({ name, example }) => [name, example]))
  const config = readConfig(examples)
  const defaults = readConfig({})
  for (const [name, value] of Object.entries(config)) {
    expect(value, name).not.toEqual(Object.entries(defaults).find(([other]) => other === name)?.[1])
  }
})

test('TRUST_PROXY=true is refused: anybody could then name any address', () => {
  expect(() => readConfig({ TRUST_PROXY: 'true' })).toThrow('TRUST_PROXY must be false, a number or addresses')
})
