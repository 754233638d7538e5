import { describe, expect, test } from 'vitest'
import type { Column } from '../../../api/lists.ts'
import { canPin, type Layout, layoutOf, moveColumn, pinColumn, sizeColumn, toggleColumn } from './columns.ts'

const columns: Column[] = ['number', 'name', 'status', 'city', 'phone'].map((key) => ({
  key,
  type: 'text',
  width: 100,
  visible: key !== 'phone',
}))
const nothing = { columns: null, pinned: null }
const keysOf = ({ shown }: Layout) => shown.map(({ key }) => key)
const declared = layoutOf(columns, 'name', nothing)

describe('columns of a list (LST-4)', () => {
  test('stand as declared until somebody wants them otherwise, with the naming one in sight', () => {
    expect(declared).toEqual({ shown: ['number', 'name', 'status', 'city'].map((key) => ({ key })), pinned: 2 })
    expect(layoutOf(columns, 'status', nothing).pinned).toBe(2)
  })

  test('what nobody may read is left out, and the column that names the row is always there', () => {
    const wanted = { columns: [{ key: 'city' }, { key: 'secret' }], pinned: 3 }
    expect(layoutOf(columns, 'name', wanted)).toEqual({ shown: [{ key: 'name' }, { key: 'city' }], pinned: 2 })
    expect(keysOf(layoutOf(columns, 'name', { columns: [{ key: 'secret' }], pinned: null }))).toEqual(keysOf(declared))
  })

  test('a column is shown at its declared place, and hidden from among the pinned ones', () => {
    const hidden = toggleColumn(declared, columns, 'number')
    expect([keysOf(hidden), hidden.pinned]).toEqual([['name', 'status', 'city'], 1])
    expect(keysOf(toggleColumn(declared, columns, 'phone'))).toEqual(['number', 'name', 'status', 'city', 'phone'])
    expect(keysOf(toggleColumn(hidden, columns, 'number'))).toEqual(['name', 'number', 'status', 'city'])
  })

  test('a column moves, but not over the edge', () => {
    expect(keysOf(moveColumn(declared, 3, 2))).toEqual(['number', 'name', 'city', 'status'])
    expect(moveColumn(declared, 0, -1)).toBe(declared)
    expect(moveColumn(declared, 3, 4)).toBe(declared)
  })

  test('a width stays between the narrowest and the widest', () => {
    const widthOf = (width: number | null) => sizeColumn(declared, 'city', width).shown[3]?.width
    expect([widthOf(150.4), widthOf(-5), widthOf(9e9), widthOf(null)]).toEqual([150, 48, 1_200, undefined])
  })

  test('a column is pinned behind the others that are, up to three, and let go again', () => {
    const pinned = pinColumn(declared, 'city')
    expect([keysOf(pinned), pinned.pinned]).toEqual([['number', 'name', 'city', 'status'], 3])
    expect(canPin(pinned)).toBe(false)
    const free = pinColumn(pinned, 'number')
    expect([keysOf(free), free.pinned]).toEqual([['name', 'city', 'number', 'status'], 2])
  })
})
