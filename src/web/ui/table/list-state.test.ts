import { describe, expect, test } from 'vitest'
import { listParams, parseListState, sameFilter, toggleSort, withColumnFilter } from './list-state.ts'

const asRecord = (search: string) => Object.fromEntries(new URLSearchParams(search))

describe('the state of a list stands in the address', () => {
  test('LST-6 what is written is read again', () => {
    const state = {
      q: 'müller',
      filter: { status: { in: ['customer'] }, city: { contains: 'ham' } },
      sort: [
        { key: 'changedAt', descending: true },
        { key: 'name', descending: false },
      ],
    }
    const search = new URLSearchParams(listParams(state, 'name')).toString()
    expect(parseListState(asRecord(search), 'name')).toEqual(state)
  })

  test('LST-6 a plain list has a plain address', () => {
    expect(listParams(parseListState({}, '-at'), '-at')).toEqual({})
  })

  test('LST-6 an address that was cut off opens the list without filters', () => {
    expect(parseListState({ filter: '{"city":{"cont' }, 'name').filter).toEqual({})
    expect(parseListState({ filter: '{"city":{"unknown":1}}' }, 'name').filter).toEqual({})
  })
})

describe('sorting', () => {
  const byName = [{ key: 'name', descending: false }]

  test('LST-3 a click sorts by the column alone, a second one turns it round', () => {
    expect(toggleSort(byName, 'city', false)).toEqual([{ key: 'city', descending: false }])
    expect(toggleSort(byName, 'name', false)).toEqual([{ key: 'name', descending: true }])
  })

  test('LST-3 with Shift the column joins the others', () => {
    const both = toggleSort(byName, 'city', true)
    expect(both).toEqual([...byName, { key: 'city', descending: false }])
    expect(toggleSort(both, 'name', true)).toEqual([
      { key: 'name', descending: true },
      { key: 'city', descending: false },
    ])
  })
})

describe('filters', () => {
  test('LST-2 a filter of which nothing is left goes', () => {
    const filter = { status: { in: ['customer'] }, city: { contains: 'ham' } }
    expect(withColumnFilter(filter, 'status', { in: [] })).toEqual({ city: { contains: 'ham' } })
    expect(withColumnFilter(filter, 'city', null)).toEqual({ status: { in: ['customer'] } })
    expect(withColumnFilter({}, 'contact', { empty: false })).toEqual({ contact: { empty: false } })
  })

  test('LST-6 a view is known again whatever the order of its filters', () => {
    const a = { status: { in: ['prospect', 'customer'] }, contact: { empty: true } }
    const b = { contact: { empty: true }, status: { in: ['customer', 'prospect'] } }
    expect(sameFilter(a, b)).toBe(true)
    expect(sameFilter(a, { contact: { empty: true } })).toBe(false)
  })
})
