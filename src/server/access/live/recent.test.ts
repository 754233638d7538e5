import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Recent } from './recent.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('ACC-12 too much to remember tells nothing of when it was, and is forgotten after a while', () => {
  const recent = new Recent()
  vi.advanceTimersByTime(60_000)
  for (let n = 0; n < 250; n += 1) {
    vi.advanceTimersByTime(10)
    recent.keep('operator', 'events', `event ${n}`)
  }
  expect(recent.of('operator')).toMatchObject({ overflow: true, since: Date.now() - 10_000 })
  recent.tidy()
  expect(recent.of('operator').overflow).toBe(true)
  // what was let go is older by now than what is remembered
  vi.advanceTimersByTime(9_000)
  expect(recent.of('operator')).toMatchObject({ overflow: false, since: Date.now() - 10_000 })
  expect(recent.of('operator').events.size).toBeGreaterThan(0)
})

test('ACC-12 hundreds of rights that may have changed let no event go, nor the same one many times', () => {
  const recent = new Recent()
  vi.advanceTimersByTime(10)
  recent.keep('operator', 'events', 'event')
  for (let n = 0; n < 1_000; n += 1) recent.keep('operator', 'rights', `organization ${n}`)
  for (let n = 0; n < 5_000; n += 1) recent.keep('operator', 'rights', '*')
  expect(recent.of('operator').overflow).toBe(false)
  expect([...recent.of('operator').events.keys()]).toEqual(['event'])
  expect(recent.of('operator').rights.size).toBe(1_001)
  expect(recent.of('another').events.size).toBe(0)
})
