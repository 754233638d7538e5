import { expect, test } from 'vitest'
import type { Filter } from '../../../api/filters.ts'
import { anyValuePlansAlike } from './where.ts'

const some = (count: number) => Array.from({ length: count }, (_, index) => `id ${index}`)
const alike = (given: { words?: string[]; filter?: Filter; ids?: string[]; owners?: string[] }) => {
  const { words = [], filter = {}, ids = null, owners = [] } = given
  const request = { words, filter, ids, sort: [], columns: [], readable: [], hidden: new Set<string>() }
  return anyValuePlansAlike(request, owners)
}

test('one plan serves all values where no value of them finds much more than another', () => {
  expect(alike({})).toBe(true)
  expect(alike({ filter: { city: { equals: 'Lüneburg' }, status: { in: ['prospect'] } } })).toBe(true)
  expect(alike({ owners: some(10), ids: some(10) })).toBe(true)
})

test('patterns, ranges and long lists, such as the owners that a distributor sees, are planned for their values', () => {
  expect(alike({ words: ['druck'] })).toBe(false)
  expect(alike({ filter: { name: { starts: 'Mü' } } })).toBe(false)
  expect(alike({ filter: { createdAt: { last: 30 } } })).toBe(false)
  expect(alike({ filter: { owner: { in: some(11) } } })).toBe(false)
  expect(alike({ owners: some(11) })).toBe(false)
  expect(alike({ ids: some(11) })).toBe(false)
})
