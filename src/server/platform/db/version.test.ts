import { expect, inject, test } from 'vitest'
import { openLog } from '../log.ts'
import { assertSafeVersion, checkVersion, versionProblem } from './version.ts'

test.each(['15.20', '15.21 (Debian 15.21-0+deb12u1)', '16.16', '17.12', '18.7', '18.10', '19.0', '19beta1', '20.1'])(
  'PostgreSQL %s is accepted',
  (version) => {
    expect(versionProblem(version)).toBeUndefined()
  },
)

test.each([
  ['14.22', '15 or newer'],
  ['15.18 (Debian 15.18-0+deb12u1)', '15.20'],
  ['16.15', '16.16'],
  ['17.9', '17.12'],
  ['18.4', '18.7'],
  ['18beta1', '18.7'],
  ['devel', 'says nothing'],
])('PostgreSQL %s is refused, and the sentence names %s', (version, named) => {
  expect(versionProblem(version)).toContain(named)
})

test('an external database with holes stops the start, the embedded one is mentioned once', () => {
  const lines: string[] = []
  const log = openLog('warn', { write: (line) => void lines.push(line) })
  expect(() => assertSafeVersion('18.4', 'external', log)).toThrow('18.7 or newer')
  expect(lines).toEqual([])
  assertSafeVersion('18.4', 'embedded', log)
  expect(lines).toHaveLength(1)
  assertSafeVersion('18.7', 'embedded', log)
  expect(lines).toHaveLength(1)
})

test('the embedded database says itself that it is, over whichever address it is asked', async () => {
  const lines: string[] = []
  const log = openLog('warn', { write: (line) => void lines.push(line) })
  await checkVersion(inject('testServer').ownerUrl, log)
  // one line, or none where the package has caught up
  expect(lines.length).toBeLessThan(2)
  const other = `${inject('testServer').ownerUrl}?options=-c%20kontor.embedded%3Doff`
  const refused = lines.length > 0 ? /known ways around row security/ : /^$/
  expect(await checkVersion(other, log).then(() => '', String)).toMatch(refused)
})
