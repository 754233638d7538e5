import { expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { exampleOfVatId, readVatId } from './vat-id.ts'
import { vatRules } from './vat-rules.ts'

function said(outcome: Outcome): string {
  return 'problem' in outcome ? `!${outcome.problem}` : outcome.value
}

test.each([
  ['DE 136 695 976', undefined, 'DE136695976'],
  ['136695976', 'DE', 'DE136695976'],
  ['ATU13585627', 'DE', 'ATU13585627'],
  ['u13585627', 'AT', 'ATU13585627'],
  ['CHE-107.787.577 MWST', 'CH', 'CHE107787577MWST'],
  ['107.787.577', 'CH', 'CHE107787577'],
  ['GR094259216', 'GR', 'EL094259216'],
  ['094259216', 'GR', 'EL094259216'],
  ['995 525 828 MVA', 'NO', 'NO995525828MVA'],
  ['LI 50123', undefined, 'LI50123'],
  ['12/345/67890', 'DE', '!vat_id_invalid'],
  ['DE12345678', 'DE', '!vat_id_invalid'],
  ['136695976', undefined, '!vat_id_invalid'],
  ['DE136695967', 'DE', '!vat_id_check_digit'],
  ['136695967', 'DE', '!vat_id_check_digit'],
  ['DE136695967', 'FR', '!vat_id_check_digit'],
])('CUS-2 VAT id %j of %s', (raw, country, expected) => {
  expect(said(readVatId(raw, country))).toBe(expected)
})

// numbers of companies as they print them on their invoices
const real: Readonly<Record<string, readonly string[]>> = {
  AT: ['U13585627', 'U10223006'],
  BE: ['0403019261', '0411905847', '0428759497'],
  BG: ['175074752'],
  CHE: ['107787577IVA', '116281710MWST', '116281710'],
  CY: ['10259033P'],
  CZ: ['25123891', '00177041', '7103192745'],
  DE: ['136695976', '811907980', '129273398', '811569869'],
  DK: ['13585628', '61056416'],
  EE: ['100931558', '100594102'],
  EL: ['094259216', '998537832'],
  ES: ['A13585625', 'B58378431', 'X2482300W', '54362315K', 'N0032484H'],
  FI: ['20774740', '09853608', '01120389'],
  FR: ['40303265045', '23334175221', 'K7399859412', '83404833048', '44732829320'],
  GB: ['980780684', '802311782', '434031494', 'GD001', 'HA500'],
  HR: ['33392005961', '38192148118'],
  HU: ['12892312', '10597190'],
  IE: ['6433435F', '6433435OA', '8D79739I', '3200115LH', '3628739UA'],
  IT: ['00743110157', '00159560366'],
  LT: ['119511515', '100001919017', '100004801610'],
  LU: ['15027442', '10000356'],
  LV: ['40003521600', '40003009497', '32840212345'],
  MT: ['11679112', '15121333'],
  NL: ['004495445B01', '123456789B13'],
  NO: ['995525828MVA', '923609016'],
  PL: ['8567346215', '5260001246'],
  PT: ['501964843', '501442600'],
  RO: ['18547290', '11198699'],
  SE: ['556188840401', '556012579001'],
  SI: ['50223054', '59082437'],
  SK: ['2022749619', '2020317068'],
  XI: ['980780684'],
}

test('every country of the EU, GB, CH and NO has a rule for its check digit', () => {
  const checked = Object.keys(vatRules).filter((prefix) => vatRules[prefix]?.check)
  expect(checked).toEqual(Object.keys(real))
})

test.each(Object.entries(real))('CUS-2 VAT ids of %s are taken as they are', (prefix, numbers) => {
  for (const number of numbers) expect.soft(said(readVatId(`${prefix}${number}`, undefined))).toBe(`${prefix}${number}`)
})

test.each(Object.entries(real).filter(([prefix]) => prefix !== 'XI'))(
  'CUS-2 without the prefix VAT ids of %s belong to the country of the customer',
  (prefix, numbers) => {
    const country = { EL: 'GR', CHE: 'CH' }[prefix] ?? prefix
    for (const number of numbers) expect.soft(said(readVatId(number, country)), number).toBe(`${prefix}${number}`)
  },
)

test.each(Object.entries(real))('CUS-2 a wrong digit in a VAT id of %s is told', (prefix, numbers) => {
  const companies = numbers.filter((number) => /\d{6}/.test(number.replaceAll(/\D/g, '')))
  const verdicts = companies
    .slice(0, 2)
    .flatMap((number) => mistyped(number).map((one) => said(readVatId(prefix + one, undefined))))
  const told = verdicts.filter((verdict) => verdict === '!vat_id_check_digit').length
  expect(told / verdicts.length).toBeGreaterThan(0.7)
})

function mistyped(number: string): string[] {
  return Array.from(number).flatMap((sign, at) =>
    /\d/.test(sign) ? [number.slice(0, at) + String((Number(sign) + 1) % 10) + number.slice(at + 1)] : [],
  )
}

test('an example is of the country that the number or the customer has, and valid', () => {
  expect(exampleOfVatId('FR12', 'DE')).toBe('FR40303265045')
  expect(exampleOfVatId('12345', 'AT')).toBe('ATU13585627')
  expect(exampleOfVatId('12345', 'GR')).toBe('EL094259216')
  expect(exampleOfVatId('12345', 'BR')).toBe('DE136695976')
  for (const { example } of Object.values(vatRules)) expect.soft(said(readVatId(example, undefined))).toBe(example)
})
