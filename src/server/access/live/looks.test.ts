import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Audience } from './audience.ts'
import { Looks } from './looks.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const place = { organization: 'ahlers', module: null, across: false, viewAs: null }
const listener = (person: string) =>
  new Audience(place, { person, operator: 'operator', rights: '', hanging: new Set(), concerns: new Map() })

test('ACC-4 a look that failed is made again soon and before all others, where rights may be lost', async () => {
  const [loser, ...others] = ['loser', 'first', 'second', 'third', 'fourth'].map(listener)
  const asked: string[] = []
  const done: ((until: number) => void)[] = []
  const looks = new Looks(
    ({ reader: { person } }) => {
      asked.push(person)
      if (asked.length === 1) return Promise.reject(new Error('the database is away'))
      return new Promise((resolve) => done.push(resolve))
    },
    () => undefined,
  )
  for (const one of [loser, ...others]) if (one) looks.begin(one, Date.now() + 60_000)
  if (loser) looks.check(loser, true)
  await vi.advanceTimersByTimeAsync(160)
  expect(asked).toEqual(['loser'])
  for (const one of others) looks.wake(one)
  // it comes back long before the others may look
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toEqual(['loser', 'loser'])
  done[0]?.(Date.now() + 60_000)
  await vi.advanceTimersByTimeAsync(60_000)
})

test('ACC-4 while others look, the one that failed waits before those that only wait for news', async () => {
  const loser = listener('loser')
  const others = ['first', 'second', 'third', 'fourth'].map(listener)
  const asked: string[] = []
  const done: ((until: number) => void)[] = []
  const looks = new Looks(
    ({ reader: { person } }) => {
      asked.push(person)
      if (asked.length === 1) return Promise.reject(new Error('the database is away'))
      return new Promise((resolve) => done.push(resolve))
    },
    () => undefined,
  )
  for (const one of [loser, ...others]) looks.begin(one, Date.now() + 60_000)
  await vi.advanceTimersByTimeAsync(600)
  for (const one of others) looks.wake(one)
  looks.check(loser, true)
  // it fails at 630 and is due again at 780, behind the others of 700, of whom three look and one waits
  await vi.advanceTimersByTimeAsync(300)
  expect(asked).toEqual(['loser', 'first', 'second', 'third'])
  done[0]?.(Date.now() + 60_000)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.slice(4)).toEqual(['loser'])
})
