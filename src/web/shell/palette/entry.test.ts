import { IconHome } from '@tabler/icons-react'
import { expect, test } from 'vitest'
import { type Entry, matchingEntries, recentFirst } from './entry.ts'

const entry = (name: string, recent = false): Entry => ({ key: name, icon: IconHome, name, recent, run: () => {} })
const entries = ['Kunden & Interessenten', 'Neuen Kunden anlegen', 'Überblick', 'Straßen'].map((name) => entry(name))
const found = (q: string) => matchingEntries(entries, q).map(({ name }) => name)

test('LST-1 pages and commands are found as records are: every word, whatever case and accents', () => {
  expect(found('kund')).toEqual(['Kunden & Interessenten', 'Neuen Kunden anlegen'])
  expect(found('anlegen KUNDEN')).toEqual(['Neuen Kunden anlegen'])
  for (const q of ['uberblick', 'ueberblick', 'ÜBERBLICK']) expect.soft(found(q), q).toEqual(['Überblick'])
  expect(found('strassen')).toEqual(['Straßen'])
  expect(found('ku')).toEqual(['Kunden & Interessenten', 'Neuen Kunden anlegen'])
  // under three characters only beginnings of words count
  expect(found('nd')).toEqual([])
  expect(found('gibtesnicht')).toEqual([])
})

test('what was opened lately stands first, the rest keeps its order', () => {
  const sorted = recentFirst([entry('a'), entry('b', true), entry('c'), entry('d', true)])
  expect(sorted.map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c'])
})
