import { expect, test } from 'vitest'
import { hasPostalCodes } from '../../../../api/countries.ts'
import { countryCodes } from './country-names.ts'
import { countryOf, readCountry } from './country.ts'
import { readDate } from './date.ts'
import { readEmail } from './email.ts'
import { fold, folds, foldWrittenOut } from './fold.ts'
import { readIndustry } from './industry.ts'
import type { Outcome } from './outcome.ts'
import { readPhone } from './phone.ts'
import { readPostalCode } from './postal-code.ts'
import { postalFormats } from './postal-formats.ts'
import { readStatus } from './status.ts'
import { keepAsWritten, readName, readText } from './text.ts'
import { readWebsite } from './website.ts'

const today = '2026-11-22'

function said(outcome: Outcome): string {
  return 'value' in outcome ? outcome.value : `!${outcome.problem}`
}

test.each([
  ['  García   Autohaus\u00a0AG ', 'García Autohaus AG'],
  ['Am Markt 5\r\nHinterhaus', 'Am Markt 5 Hinterhaus'],
  ['Zoe\u0308', 'Zoë'],
  ['=SUMME(A1:A9)', '=SUMME(A1:A9)'],
  ['Mu\u0081ller', '!control_characters'],
  ['M\ufffdller', '!control_characters'],
  ['a\u0000b', '!control_characters'],
  ['x'.repeat(31), '!too_long'],
])('IMP-3 text %j', (raw, expected) => {
  expect(said(readText(raw, 30))).toBe(expected)
})

test.each(['\u202e', '\u2066', '\ud800', '\u0085x'])('IMP-3 a name with %j is marked', (mark) => {
  expect(said(readName(`Müller${mark}`, 30))).toBe('!control_characters')
  expect(said(readName('Müller\u2028Druck', 30))).toBe('Müller Druck')
})

test('IMP-3 a kept text stands as in the file, but for NUL', () => {
  expect(keepAsWritten(' 5.403,44 \r\n=A1\u0000')).toBe(' 5.403,44 \r\n=A1\ufffd')
})

test('IMP-3 names meet in every spelling of umlauts', () => {
  expect(folds('Jürgen Groß')).toEqual(['jurgengross', 'juergengross'])
  expect(foldWrittenOut('Juergen Gross')).toBe('juergengross')
  expect(fold('Łódź, Rønne')).toBe('lodzronne')
})

test.each([
  ['DE', 'DE'],
  ['D', 'DE'],
  ['deutschland ', 'DE'],
  ['Germany', 'DE'],
  ['DEU', 'DE'],
  ['BRD', 'DE'],
  ['Bundesrepublik Deutschland', 'DE'],
  ['A', 'AT'],
  ['AT', 'AT'],
  ['Österreich', 'AT'],
  ['Oesterreich', 'AT'],
  ['Osterreich', 'AT'],
  ['CH', 'CH'],
  ['Schweiz', 'CH'],
  ['Suisse', 'CH'],
  ['NL', 'NL'],
  ['Niederlande', 'NL'],
  ['Holland', 'NL'],
  ['The Netherlands', 'NL'],
  ['DK', 'DK'],
  ['Dänemark', 'DK'],
  ['Danmark', 'DK'],
  ['PL', 'PL'],
  ['Polen', 'PL'],
  ['Polska', 'PL'],
  ['UK', 'GB'],
  ['Großbritannien', 'GB'],
  ['U.S.A.', 'US'],
  ['Türkei', 'TR'],
  ['Turkey', 'TR'],
  ['Deutschland (DE)', 'DE'],
  ['AT - Österreich', 'AT'],
  ['Bosnien-Herzegowina', 'BA'],
  ['Mordor', '!country_unknown'],
  ['-', '!country_unknown'],
  ['DE/AT', '!country_unknown'],
  ['Kongo', '!country_unknown'],
])('IMP-3 country %j', (raw, expected) => {
  expect(said(readCountry(raw))).toBe(expected)
})

test('IMP-3 every country is understood by its code and by its German and English name', () => {
  for (const language of ['de', 'en']) {
    const names = new Intl.DisplayNames(language, { type: 'region' })
    for (const code of countryCodes)
      expect([code, countryOf(code), countryOf(names.of(code) ?? '')]).toEqual([code, code, code])
  }
})

test.each([
  ['20095', 'DE', '20095'],
  ['02826', 'DE', '02826'],
  ['D-20095', 'DE', '20095'],
  ['DE 20095', 'DE', '20095'],
  ["'02826", 'DE', '02826'],
  ['2009', 'DE', '!postal_code_invalid'],
  ['2009X', 'DE', '!postal_code_invalid'],
  ['00123', 'DE', '!postal_code_invalid'],
  ['200951', 'DE', '!postal_code_invalid'],
  ['A-20095', 'DE', '!postal_code_invalid'],
  ['20095 Hamburg', 'DE', '!postal_code_invalid'],
  ['1010', 'AT', '1010'],
  ['A-1010', 'AT', '1010'],
  ['01010', 'AT', '!postal_code_invalid'],
  ['2009X', 'AT', '!postal_code_invalid'],
  ['8001', 'CH', '8001'],
  ['2009X', 'CH', '!postal_code_invalid'],
  ['3700', 'DK', '3700'],
  ['DK-3700', 'DK', '3700'],
  ['1012 JS', 'NL', '1012 JS'],
  ['1012js', 'NL', '1012 JS'],
  ['2009X', 'NL', '!postal_code_invalid'],
  ['1012', 'NL', '!postal_code_invalid'],
  ['90-001', 'PL', '90-001'],
  ['90001', 'PL', '90-001'],
  ['90 001', 'PL', '90-001'],
  ['sw1a1aa', 'GB', 'SW1A 1AA'],
  ['1010', 'LV', 'LV-1010'],
  ['LV-1010', 'LV', 'LV-1010'],
  ['11120', 'SE', '111 20'],
  ['K1A0B1', 'CA', 'K1A 0B1'],
  ['4000', 'PT', '4000'],
  ['12345', undefined, '12345'],
  ['?', undefined, '!postal_code_invalid'],
])('IMP-3 postal code %j of %s', (raw, country, expected) => {
  expect(said(readPostalCode(raw, country))).toBe(expected)
})

test('IMP-3 the example of each country is right, and no country is named twice', () => {
  for (const [country, { example }] of Object.entries(postalFormats)) {
    expect([country, said(readPostalCode(example, country))]).toEqual([country, example])
    expect(hasPostalCodes(country)).toBe(true)
  }
  expect([hasPostalCodes('AE'), hasPostalCodes('DE'), hasPostalCodes(undefined)]).toEqual([false, true, true])
})

test.each([
  ['info@jaeger-elektro-kg1.example', 'info@jaeger-elektro-kg1.example'],
  ['info@petersen-sanitaer--heizung-e3.example', 'info@petersen-sanitaer--heizung-e3.example'],
  [' Info@Firma.De ', 'Info@Firma.De'],
  ['mailto:info@firma.de', 'info@firma.de'],
  ['<info@firma.de>', 'info@firma.de'],
  ["o'neill+x@a-b.co.uk", "o'neill+x@a-b.co.uk"],
  ['keine', '!email_invalid'],
  ['info at firma.example', '!email_invalid'],
  ['info@firma', '!email_invalid'],
  ['info@@firma.de', '!email_invalid'],
  ['in fo@firma.de', '!email_invalid'],
  ['müller@firma.de', '!email_invalid'],
  ['info@müller.de', '!email_invalid'],
  ['a@b.de; c@d.de', '!email_invalid'],
  ['.a@b.de', '!email_invalid'],
  ['a..b@c.de', '!email_invalid'],
  ['a@-b.de', '!email_invalid'],
  ['a@b.de.', '!email_invalid'],
  ['@b.de', '!email_invalid'],
])('IMP-3 e-mail %j', (raw, expected) => {
  expect(said(readEmail(raw))).toBe(expected)
})

test.each([
  ['+49 331 28040-0', 'DE', '+49 331 28040-0'],
  ['0331/28040-0', 'DE', '+49 331 28040-0'],
  ['+49 (0) 40 331280', 'DE', '+49 40 331280'],
  ['0049 40 331280', 'AT', '+49 40 331280'],
  ['(040) 33 12 80 – 12', 'DE', '+49 40 331280-12'],
  ['Tel.: 040/331280', 'DE', '+49 40 331280'],
  ['040 331280 Durchwahl 12', 'DE', '+49 40 331280 ext. 12'],
  ['+49 40 331280 ext. 12', 'DE', '+49 40 331280 ext. 12'],
  ['33 12 80 12', 'DK', '+45 33 12 80 12'],
  ['+43 1 234567-0', 'AT', '+43 1 234567-0'],
  // made-up numbers of the right length are possible
  ['+49 194 48392-0', 'AT', '+49 19448392-0'],
  ['03807/722092', 'DE', '+49 38077 22092'],
  ['+49 96 97141-0', 'DE', '+49 9697 141-0'],
  // German numbers of customers elsewhere, and two numbers in one: nobody can say what is meant
  ['0417/949520', 'DK', '0417/949520'],
  ['07554/462701', 'CH', '07554/462701'],
  ['040-331280/81', 'DE', '040-331280/81'],
  ['040 331280', undefined, '040 331280'],
  ['n/a', 'DE', '!phone_invalid'],
  ['keine', 'DE', '!phone_invalid'],
  ['12', 'DE', '!phone_invalid'],
  ['+49 1', 'DE', '!phone_invalid'],
  ['0800 ROSES', 'DE', '!phone_invalid'],
  ['siehe 040 331280', 'DE', '!phone_invalid'],
  ['040 331280, 040 331281', 'DE', '!phone_invalid'],
  ['+49 40 33128033128033', 'DE', '!phone_invalid'],
  ['-', 'DE', '!phone_invalid'],
])('IMP-3 telephone %j of %s', (raw, country, expected) => {
  const outcome = readPhone(raw, country)
  expect(said(outcome)).toBe(expected)
  // what is stored once is read the same again
  expect('value' in outcome ? readPhone(outcome.value, country) : outcome).toEqual(outcome)
})

test.each([
  ['2015-09-07', '2015-09-07'],
  ['07.09.2015', '2015-09-07'],
  ['7.9.2015', '2015-09-07'],
  ['7. 9. 2015', '2015-09-07'],
  ['20.01.16', '2016-01-20'],
  ['01.02.26', '2026-02-01'],
  ['01.02.27', '1927-02-01'],
  ['30.06.99', '1999-06-30'],
  ['29.02.2020', '2020-02-29'],
  ['2015/09/07', '2015-09-07'],
  ['20150907', '2015-09-07'],
  ['2015-09-07T00:00:00Z', '2015-09-07'],
  ['07.09.2015 00:00', '2015-09-07'],
  ['7. September 2015', '2015-09-07'],
  ['3. März 2015', '2015-03-03'],
  ['31/12/2021', '2021-12-31'],
  ['12/31/2021', '2021-12-31'],
  ['05/05/2021', '2021-05-05'],
  ['03/04/2021', '!date_ambiguous'],
  ['31.02.2021', '!date_invalid'],
  ['29.02.2021', '!date_invalid'],
  ['2021-13-01', '!date_invalid'],
  ['00.00.0000', '!date_invalid'],
  ['0000-00-00', '!date_invalid'],
  ['42254', '!date_invalid'],
  ['2015', '!date_invalid'],
  ['09.2015', '!date_invalid'],
  ['unbekannt', '!date_invalid'],
  ['31.12.9999', '!date_invalid'],
  ['13/13/2021', '!date_invalid'],
])('IMP-3 date %j', (raw, expected) => {
  expect(said(readDate(raw, today))).toBe(expected)
})

test.each([
  ['Kunde', 'customer'],
  [' KUNDE ', 'customer'],
  ['Bestandskunde', 'customer'],
  ['Customer', 'customer'],
  ['Interessent', 'prospect'],
  ['Interessentin', 'prospect'],
  ['Lead', 'prospect'],
  ['prospect', 'prospect'],
  ['gekündigt', '!status_unknown'],
  ['aktiv', '!status_unknown'],
])('IMP-3 status %j', (raw, expected) => {
  expect(said(readStatus(raw))).toBe(expected)
})

test.each([
  ['www.firma.de', 'www.firma.de'],
  ['https://firma.de/a?b=c', 'https://firma.de/a?b=c'],
  ['Müller-Bau.de', 'Müller-Bau.de'],
  ['firma.de:8080', 'firma.de:8080'],
  ['keine', '!website_invalid'],
  ['javascript:alert(1)', '!website_invalid'],
  ['ftp://firma.de', '!website_invalid'],
  ['firma .de', '!website_invalid'],
])('IMP-3 website %j', (raw, expected) => {
  expect(said(readWebsite(raw))).toBe(expected)
})

test.each([
  ['IT', 'it'],
  ['Gesundheitswesen', 'health'],
  ['Öffentliche Verwaltung', 'public'],
  ['Groß- und Einzelhandel', 'retail'],
  ['logistics', 'logistics'],
  ['Raumfahrt', '!industry_unknown'],
])('IMP-3 industry %j', (raw, expected) => {
  expect(said(readIndustry(raw))).toBe(expected)
})
