import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, settings } from './config.ts'

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
