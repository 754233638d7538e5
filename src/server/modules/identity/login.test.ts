import { expect, test } from 'vitest'
import { loginFor } from './login.ts'

test.each([
  ['Anna Schmidt', 'anna.schmidt'],
  ['Dr. Anna Maria Schmidt', 'anna.schmidt'],
  ['Jürgen Weiß', 'juergen.weiss'],
  ['Søren Åkesson', 'soeren.aakesson'],
  ['Zoë  Łukasiewicz-Müller', 'zoe.lukasiewicz-mueller'],
  ['Schmidt, Anna', 'schmidt.anna'],
  ['Bo', 'bo.ahlers'],
  ['王小明', 'bo.ahlers'],
])('PPL-1 the login of %s is %s', (name, login) => {
  expect(loginFor(name, 'Bo.Ahlers@firma.example')).toBe(login)
})
