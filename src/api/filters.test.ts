import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Filter, readFilter, writeFilter } from './filters.ts'

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'null',
    'true',
    '1',
    '-1.5',
    '1e5',
    '2026-11-21',
    'a;b',
    'a:b=c',
    '"',
    '\\',
    '{',
    '[]',
    'x,y',
    'Ham',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)
const part = fc.record(
  {
    contains: text,
    equals: text,
    starts: text,
    in: fc.array(fc.option(text), { maxLength: 5 }),
    from: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), text),
    to: fc.oneof(fc.integer(), text),
    last: fc.integer({ min: 1, max: 3660 }),
    next: fc.integer({ min: 1, max: 3660 }),
    is: fc.boolean(),
    empty: fc.boolean(),
  },
  { requiredKeys: [] },
)
const filters = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom('city', 'status', 'changedAt'), text), part), { maxLength: 4 })
  .map((columns) => Filter.safeParse(JSON.parse(JSON.stringify(Object.fromEntries(columns)).normalize('NFC'))))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data ?? {})

describe('the two forms of a filter (LST-6)', () => {
  test('whatever is written in the compact form is read again, and JSON reads alike', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readFilter(JSON.stringify(filter))).toEqual({ ok: true, filter })
        const compact = writeFilter(filter)
        expect(compact === '' ? { ok: true, filter: {} } : readFilter(compact)).toEqual({ ok: true, filter })
      }),
      { numRuns: 2_000 },
    )
  })

  test('the compact form is what a person would write', () => {
    const filter = {
      status: { in: ['customer', 'prospect'] },
      city: { starts: 'Bad Segeberg' },
      changedAt: { last: 60 },
    }
    expect(writeFilter(filter)).toBe('status:in=customer,prospect;city:starts=Bad Segeberg;changedAt:last=60')
    expect(writeFilter({ at: { from: '2026-01-01', to: '2026-02-01' }, contact: { in: [null], empty: true } })).toBe(
      'at:from=2026-01-01;at:to=2026-02-01;contact:in=null;contact:empty=true',
    )
    expect(readFilter('contact:in=null,"null"')).toEqual({ ok: true, filter: { contact: { in: [null, 'null'] } } })
  })

  test.each([
    ['city', 'filter'],
    ['city=Ham', 'filter'],
    ['city:contains', 'filter'],
    ['city:contains=', 'filter'],
    ['city:contains="Ham', 'filter'],
    ['city:contains=a,b', 'filter'],
    ['city:contains=a;city:contains=b', 'filter'],
    ['city:contains=a;', 'filter'],
    ['[]', 'filter'],
    ['1', 'filter'],
    ['{"city":{"cont', 'filter'],
    ['city:like=Ham', 'filter.city.like'],
    ['changedAt:last=-1', 'filter.changedAt.last'],
    ['contact:empty=perhaps', 'filter.contact.empty'],
    ['city:contains="\\u0000"', 'filter.city.contains'],
    ['{"city":{"in":["\\ud800"]}}', 'filter.city.in.0'],
    ['{"__proto__":{"contains":"x"}}', 'filter.__proto__'],
    ['city:contains=Ham;__proto__:contains=x', 'filter.__proto__'],
  ])('%s is no filter, and it is said where', (given, path) => {
    expect(readFilter(given)).toEqual({ ok: false, path })
  })
})
