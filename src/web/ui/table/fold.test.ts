import { describe, expect, test } from 'vitest'
import { matchRanges, searchWords } from './fold.ts'

const marked = (text: string, q: string) =>
  matchRanges(text, searchWords(q)).map(([start, end]) => text.slice(start, end))

describe('matches of a search are marked (LST-1)', () => {
  test.each([
    ['Müller-Lüdenscheidt', 'muller', ['Müller']],
    ['Müller-Lüdenscheidt', 'mueller', ['Müller']],
    ['Müller-Lüdenscheidt', 'MÜLLER', ['Müller']],
    ['Mueller Bau', 'muller', ['Mueller']],
    ['Mueller Bau', 'müller', ['Mueller']],
    ['Straßenbau Groß', 'gross', ['Groß']],
    ['Grosse Strassen', 'straß', ['Strass']],
    ['Ærø Øst', 'øst', ['Øst']],
    ['Henrike Oßwald', 'osswald', ['Oßwald']],
    ['Łukasz Nowak', 'lukasz', ['Łukasz']],
    ['Smørrebrød', 'smorrebrod', ['Smørrebrød']],
    ['Ostseebad Feinkost', 'see', ['see']],
    ['K20417', '2041', ['2041']],
  ])('%s is found by %s', (text, q, expected) => {
    expect(marked(text, q)).toEqual(expected)
  })

  test('several words are marked each, overlaps once', () => {
    expect(marked('Ebert, Voß & Partner', 'voss ebert')).toEqual(['Ebert', 'Voß'])
    expect(marked('Hansen', 'hans ansen')).toEqual(['Hansen'])
  })

  test('words under three characters match word beginnings', () => {
    expect(marked('Ahlers Hamburg', 'ha')).toEqual(['Ha'])
    expect(marked('Ost/Nord (no)', 'no')).toEqual(['No', 'no'])
    expect(marked('Bueno', 'ue')).toEqual([])
  })

  test('nothing is marked without a search', () => {
    expect(marked('Ahlers', '  ')).toEqual([])
  })
})
