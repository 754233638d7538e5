import { describe, expect, test } from 'vitest'
import type { Column } from '../../../api/lists.ts'
import { listParams, parseListState, sameFilter, toggleSort, withColumnFilter } from './list-state.ts'

const column = (key: string, part: Partial<Column> = {}): Column => ({
  key,
  type: 'text',
  sortable: true,
  filterable: true,
  width: 100,
  visible: true,
  ...part,
})
const list = {
  columns: [
    column('name'),
    column('status'),
    column('city'),
    column('changedAt'),
    column('at', { filterable: false }),
    column('note', { sortable: false }),
  ],
  defaultSort: 'name',
}
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
    expect(parseListState(asRecord(search), list)).toEqual({ state, readable: true })
  })

  test('LST-6 a plain list has a plain address', () => {
    expect(listParams(parseListState({}, { ...list, defaultSort: '-at' }).state, '-at')).toEqual({})
  })

  test.each([
    '{"city":{"cont',
    '{"city":{"unknown":1}}',
    '{"nix":{"contains":"ham"}}',
    '{"city":{"contains":"ham"},"nix":{"is":true}}',
    '{"at":{"last":3}}',
    '[]',
    '1',
  ])('LST-12 a filter that nobody can use is not read as none: %s', (filter) => {
    const { state, readable } = parseListState({ filter }, list)
    expect(readable).toBe(false)
    expect(state.filter).toEqual({})
  })

  test('LST-12 a sort the list does not have is dropped, the others stay', () => {
    const sortOf = (sort: string) => parseListState({ sort }, list).state.sort
    const byName = [{ key: 'name', descending: false }]
    expect(sortOf('nix')).toEqual(byName)
    expect(sortOf('-note')).toEqual(byName)
    expect(sortOf('nix,-city,--x,city')).toEqual([{ key: 'city', descending: true }])
    expect(parseListState({ sort: 'nix' }, list).readable).toBe(true)
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
