import { expect, test } from 'vitest'
import { ApiProblem, isPassing, sentenceOf } from './problem.ts'

const answered = (status: number) =>
  new ApiProblem({ type: 'about:blank', status, code: 'any', title: 'Any', requestId: '' })

test.each([0, 408, 429, 500, 502, 503, 504])('after %i the same can be sent again', (status) => {
  expect(isPassing(answered(status))).toBe(true)
})

test.each([400, 401, 403, 404, 409, 413, 415, 422])('after %i the same would be refused again', (status) => {
  expect(isPassing(answered(status))).toBe(false)
})

test('what failed and why do not run into each other', () => {
  const problem = new ApiProblem({
    type: 'about:blank',
    status: 0,
    code: 'unreachable',
    title: 'Der Server antwortet nicht',
    detail: 'Prüfen Sie Ihre Verbindung.',
    requestId: '',
  })
  expect(sentenceOf(problem)).toBe('Der Server antwortet nicht: Prüfen Sie Ihre Verbindung.')
  expect(sentenceOf(answered(500))).toBe('Any')
  expect(sentenceOf(new Error('no'))).toBe('no')
  expect(sentenceOf('Kopiert')).toBe('Kopiert')
})
