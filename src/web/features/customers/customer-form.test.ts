import { expect, test } from 'vitest'
import { changeOf, emptyForm, touchedKeys, typedValues } from './customer-form.ts'

test('absent keeps, null clears: only touched fields are sent, empty ones as null', () => {
  const before = typedValues({ name: 'Brinkmann', phone: '040 1', industry: 'it' })
  const now = { ...before, phone: ' ', name: 'Brinkmann Logistik ', industry: 'logistics' }
  const touched = touchedKeys(before, now)
  expect(touched).toEqual(['name', 'phone', 'industry'])
  expect(changeOf(now, touched)).toEqual({ name: 'Brinkmann Logistik', phone: null, industry: 'logistics' })
})

test('a hidden attribute is typed as empty and not touched (ACC-15)', () => {
  const before = typedValues({ name: 'Brinkmann' })
  expect(before.country).toBe('')
  expect(touchedKeys(before, { ...before })).toEqual([])
})

test('a new customer starts in Germany', () => {
  expect(emptyForm.country).toBe('DE')
})
