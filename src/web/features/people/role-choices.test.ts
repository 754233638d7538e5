import { expect, test } from 'vitest'
import { choicesOf, withChoices } from './role-choices.ts'

test('PPL-7 a choice of roles stands on any that others give or take meanwhile', () => {
  const choices = choicesOf(['a', 'b'], ['b', 'c'])
  expect(choices).toEqual({ a: false, c: true })
  expect(withChoices(['a', 'b'], choices)).toEqual(['b', 'c'])
  expect(withChoices(['a', 'b', 'd'], choices)).toEqual(['b', 'd', 'c'])
  expect(withChoices(['c'], choices)).toEqual(['c'])
  expect(choicesOf(['a', 'b'], ['b', 'a'])).toEqual({})
})
