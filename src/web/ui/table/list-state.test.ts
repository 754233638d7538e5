import { describe, expect, test } from 'vitest'
import type { Column } from '../../../api/lists.ts'
import {
  addressOf,
  explicitAddress,
  isSameView,
  type ListState,
  sameFilter,
  settingsOf,
  stateFrom,
  toggleSort,
  viewStateOf,
  withColumnFilter,
} from './list-state.ts'

const columns: Column[] = ['name', 'status', 'city'].map((key) => ({ key, type: 'text', width: 100, visible: true }))
const list = { columns, defaultSort: 'name' }
const plain = stateFrom({}, null, list)
const id = '018f4e2a-7b1c-7d3e-8f00-0123456789ab'
const saved = { filter: { city: { contains: 'ham' } }, columns: [{ key: 'name', width: 300 }, { key: 'city' }] }
const viewed = stateFrom(saved, id, list)

describe('the state of a list stands in the address', () => {
  test('LST-6 what was resolved is written, and means the same', () => {
    const state: ListState = {
      ...plain,
      q: 'müller',
      filter: { status: { in: ['customer'] }, city: { contains: 'ham' } },
      sort: [
        { key: 'city', descending: true },
        { key: 'name', descending: false },
      ],
    }
    expect(addressOf(state, null, list)).toEqual({
      q: 'müller',
      filter: 'status:in=customer;city:contains=ham',
      sort: '-city,name',
    })
    expect(stateFrom(viewStateOf(state, 'name'), null, list)).toEqual(state)
  })

  test('LST-6 a plain list has a plain address; a link to it says so, since nothing at all opens what was last', () => {
    expect(addressOf(plain, null, list)).toEqual({})
    expect(explicitAddress(plain, 'name')).toEqual({ sort: 'name' })
    expect(addressOf({ ...plain, columns: [{ key: 'city', width: 90 }, { key: 'name' }] }, null, list)).toEqual({
      columns: 'city,name',
    })
  })

  test('LST-6 a saved view is named alone until something differs from it, be it a width', () => {
    expect(addressOf(viewed, saved, list)).toEqual({ view: id })
    const wider = { ...viewed, columns: [{ key: 'name', width: 310 }, { key: 'city' }] }
    expect(addressOf(wider, saved, list)).toEqual({
      view: id,
      filter: 'city:contains=ham',
      sort: 'name',
      columns: 'name,city',
    })
    // without the sort, a filter that is gone would be taken from the view again
    expect(addressOf({ ...viewed, filter: {} }, saved, list)).toEqual({ view: id, sort: 'name', columns: 'name,city' })
  })
})

describe('what is kept of a list (LST-5)', () => {
  test('the search is not, a view as it is by its name alone', () => {
    expect(settingsOf({ ...plain, q: 'müller', limit: 50 }, null, 'name')).toEqual({ limit: 50 })
    expect(settingsOf(viewed, saved, 'name')).toEqual({ view: id })
    expect(settingsOf({ ...viewed, pinned: 1 }, saved, 'name')).toEqual({ view: id, ...saved, sort: 'name', pinned: 1 })
    expect(settingsOf({ ...plain, view: id }, saved, 'name')).toEqual({ view: id, sort: 'name' })
  })

  test('views are the same whatever the order of their parts', () => {
    const { filter, columns: shown } = saved
    expect(isSameView(saved, { columns: shown, filter })).toBe(true)
    expect(isSameView(saved, { ...saved, columns: [...shown].toReversed() })).toBe(false)
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
