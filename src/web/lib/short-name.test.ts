import { expect, test } from 'vitest'
import { shortName } from './short-name.ts'

test.each([
  ['Ahlers Systemhaus GmbH', 'Ahlers Systemhaus'],
  ['Brinkmann Logistik GmbH & Co. KG', 'Brinkmann Logistik'],
  ['Fördekontor IT eG', 'Fördekontor IT'],
  ['Landbäckerei Thießen e. K.', 'Landbäckerei Thießen'],
  ['Nordlicht Software AG', 'Nordlicht Software'],
  ['Ahlers Bremen', 'Ahlers Bremen'],
  ['AG', 'AG'],
])('%s is called %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})
