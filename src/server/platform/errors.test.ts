import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusalCodes } from './errors.ts'
import { projectFolder } from './project-folder.ts'

function catalogue(language: 'de' | 'en'): Record<string, string> {
  return JSON.parse(readFileSync(join(projectFolder, 'src', 'locales', language, 'errors.json'), 'utf8'))
}

const [german, english] = [catalogue('de'), catalogue('en')]

test('every refusal has a sentence in both languages', () => {
  const keys = refusalCodes.map((code) => code.replaceAll('.', '_'))
  expect(keys.filter((key) => !german[key] || !english[key])).toEqual([])
})

test('both catalogues have the same keys, sorted, with the same variables', () => {
  const variables = (sentence = '') => (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted()
  expect(Object.keys(german)).toEqual(Object.keys(english))
  expect(Object.keys(german)).toEqual(Object.keys(german).toSorted())
  for (const key of Object.keys(german)) expect(variables(german[key]), key).toEqual(variables(english[key]))
})
