import { expect, test } from 'vitest'
import { problemOf } from '../../platform/http/problem.ts'
import { Refusal } from '../../platform/errors.ts'
import { checkFields } from './check-fields.ts'

function sentencesOf(given: object, language: 'de' | 'en' = 'de'): string[] {
  try {
    checkFields({ given, stored: null, required: [], today: '2026-11-22' })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return (problemOf(error, language, '').fields ?? []).map(({ path, code, message }) => `${path} ${code}: ${message}`)
  }
  return []
}

const company = { name: 'Müller Druck', status: 'customer' }

test('CUS-2 a wrong VAT id is told what is wrong with it, with an example of its country', () => {
  expect(sentencesOf({ ...company, vatId: 'DE136695976' })).toEqual([])
  expect(sentencesOf({ ...company, vatId: 'DE136695967' })).toEqual([
    expect.stringMatching(/^vatId vat_id_check_digit: Die Prüfziffer .* DE136695976\.$/),
  ])
  expect(sentencesOf({ ...company, country: 'AT', vatId: '12' })).toEqual([
    expect.stringMatching(/^vatId vat_id_invalid: .* ATU13585627\.$/),
  ])
  expect(sentencesOf({ ...company, country: 'DE', vatId: 'FR40303265044' }, 'en')).toEqual([
    expect.stringMatching(/^vatId vat_id_check_digit: The check digit .* FR40303265045\.$/),
  ])
})
