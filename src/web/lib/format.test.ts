import { describe, expect, test } from 'vitest'
import { formatOf } from './format.ts'

const german = formatOf('de', 'Europe/Berlin')
const english = formatOf('en', 'Europe/Berlin')
const now = new Date('2026-11-23T09:00:00Z')

describe('relative times say today with the hour, then days, then the date', () => {
  test.each([
    ['2026-11-23T08:14:00Z', 'heute, 09:14', 'today, 09:14'],
    ['2026-11-22T16:02:00Z', 'gestern, 17:02', 'yesterday, 17:02'],
    ['2026-11-20T16:02:00Z', 'vor 3 Tagen', '3 days ago'],
    ['2026-11-12T10:00:00Z', '12. Nov.', '12 Nov'],
    ['2025-11-12T10:00:00Z', '12. Nov. 2025', '12 Nov 2025'],
    ['2026-11-26T10:00:00Z', 'in 3 Tagen', 'in 3 days'],
  ])('%s', (time, de, en) => {
    expect(german.relative(time, now)).toBe(de)
    expect(english.relative(time, now)).toBe(en)
  })

  test('the day is the one of the reader, not of UTC', () => {
    expect(german.relative('2026-11-22T23:30:00Z', now)).toBe('heute, 00:30')
  })
})

test('calendar dates do not move with the time zone', () => {
  expect(formatOf('de', 'America/Los_Angeles').day('2026-11-12')).toBe('12. Nov. 2026')
})

describe('money', () => {
  test('minor units become the amount, to the last digit', () => {
    expect(german.money('184250', 'EUR')).toBe('1.842,50\u00a0€')
    expect(german.money('5', 'EUR')).toBe('0,05\u00a0€')
    expect(german.money(-184250n, 'EUR')).toBe('-1.842,50\u00a0€')
    expect(german.money('900719925474099312', 'EUR')).toBe('9.007.199.254.740.993,12\u00a0€')
  })

  test('currencies without minor units', () => {
    expect(english.money('1842', 'JPY')).toBe('JP¥1,842')
  })
})

test('numbers and lists follow the language', () => {
  expect([german.number(12345), english.number(12345)]).toEqual(['12.345', '12,345'])
  expect([german.list(['A', 'B', 'C']), english.list(['A', 'B'])]).toEqual(['A, B und C', 'A and B'])
})
