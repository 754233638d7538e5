import pg from 'pg'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('secrets are replaced wherever an object carries them', () => {
  const lines: string[] = []
  const log = openLog('info', { write: (line) => void lines.push(line) })
  const secret = 'hush-hush'
  log.info({ password: secret, body: { token: secret }, req: { headers: { authorization: secret, cookie: secret } } })
  log.info({ 'set-cookie': secret, res: { headers: { 'set-cookie': secret } }, id: 'visible' })
  expect(lines.join('')).not.toContain(secret)
  expect(lines.join('')).toContain('visible')
})

test('a line is JSON with the level as a word and the time in ISO 8601', () => {
  const lines: string[] = []
  openLog('info', { write: (line) => void lines.push(line) }).warn({ id: 7 }, 'a sentence')
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    id: 7,
    msg: 'a sentence',
  })
})

test('an error of the database is told by its code and constraint, without the values that it quotes', () => {
  const lines: string[] = []
  const err = Object.assign(new pg.DatabaseError('duplicate key (anna@example.org)', 1, 'error'), {
    code: '23505',
    constraint: 'persons_email',
    detail: 'Key (email)=(anna@example.org) already exists.',
  })
  const log = openLog('info', { write: (line) => void lines.push(line) })
  log.error({ err: new Error('a save failed', { cause: err }) }, 'a request failed')
  log.error({ err }, 'a request failed')
  expect(lines.join('')).not.toContain('anna')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { err: { name: 'Error', message: 'a save failed', cause: { code: '23505', constraint: 'persons_email' } } },
    { err: { code: '23505', constraint: 'persons_email', stack: expect.stringContaining('log.test.ts') } },
  ])
})
