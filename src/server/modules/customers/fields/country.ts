import { countryCodes, neighbourLanguages, otherNames } from './country-names.ts'
import { fold, folds } from './fold.ts'
import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

let known: ReadonlyMap<string, string> | undefined

function* namesIn(language: string): Generator<[word: string, code: string]> {
  const inLanguage = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  for (const code of countryCodes) for (const word of folds(inLanguage.of(code) ?? '')) if (word) yield [word, code]
}

// a word that neighbours use for different countries (`Kongo`) says nothing
function fromNeighbours(): Map<string, string> {
  const meanings = new Map<string, string>()
  const unclear = new Set<string>()
  for (const [word, code] of neighbourLanguages.flatMap((language) => [...namesIn(language)])) {
    if ((meanings.get(word) ?? code) !== code) unclear.add(word)
    meanings.set(word, code)
  }
  for (const word of unclear) meanings.delete(word)
  return meanings
}

// built at the first import rather than at every start: two dozen languages take as many milliseconds
function names(): ReadonlyMap<string, string> {
  known ??= new Map([
    ...fromNeighbours(),
    ...namesIn('en'),
    ...namesIn('de'),
    ...Object.entries(otherNames).flatMap(([code, words]) =>
      words.split(' ').map((word): [string, string] => [word, code]),
    ),
    ...countryCodes.map((code): [string, string] => [code.toLowerCase(), code]),
  ])
  return known
}

/** The country that one word stands for: a code, a number-plate code or a name. */
export function countryOf(word: string): string | undefined {
  const table = names()
  return folds(word)
    .map((key) => table.get(key))
    .find((code) => code !== undefined)
}

/** ISO 3166-1 alpha-2 from `DE`, `D`, `deutschland `, `Germany`, `DE - Deutschland` or `Deutschland (DE)`. */
export function readCountry(raw: string): Outcome {
  const value = tidy(raw)
  const whole = countryOf(value)
  if (whole) return { value: whole }
  const parts = value
    .split(/[()/,;|]| [-–] /)
    .filter((part) => fold(part) !== '')
    .map(countryOf)
  const [first] = parts
  return first && parts.every((part) => part === first) ? { value: first } : { problem: 'country_unknown' }
}
