import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLanguages } from './languages.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kontor-languages-'))
  for (const language of ['de', 'en']) mkdirSync(join(root, 'src/locales', language), { recursive: true })
  plant('de', 'web', { greeting: 'Guten Tag, {{name}}', list: { title: 'Kunden' } })
  plant('en', 'web', { greeting: 'Hello {{name}}', list: { title: 'Customers' } })
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

function plant(language: string, name: string, content: object): void {
  writeFileSync(join(root, 'src/locales', language, `${name}.json`), JSON.stringify(content))
}

test('catalogues that agree are fine', () => {
  expect(checkLanguages(root)).toEqual([])
})

test.each([
  [{ greeting: 'Hello {{name}}' }, 'web.json: list.title is missing in en'],
  [{ greeting: 'Hello {{name}}', list: { title: 'Customers', more: 'x' } }, 'web.json: list.more is missing in de'],
  [
    { greeting: 'Hello {{nmae}}', list: { title: 'Customers' } },
    'web.json: greeting has other variables in de than in en',
  ],
  [{ greeting: 'Hello {{name}}', list: { title: ' ' } }, 'web.json: list.title is empty'],
])('what differs is reported', (english, line) => {
  plant('en', 'web', english)
  expect(checkLanguages(root)).toEqual([line])
})

test('a catalogue without its counterpart is reported', () => {
  plant('en', 'mails', {})
  expect(checkLanguages(root)).toEqual(['mails.json is missing in de'])
})
