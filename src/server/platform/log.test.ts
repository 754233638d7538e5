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
