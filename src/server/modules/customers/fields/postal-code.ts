import { countryOf } from './country.ts'
import type { Outcome } from './outcome.ts'
import { postalFormats } from './postal-formats.ts'
import { tidy } from './text.ts'

const places: Readonly<Record<string, RegExp>> = { '9': /\d/, '1': /[1-9]/, '0': /0/, A: /[A-Z]/, X: /[A-Z0-9]/ }

// `compact` written in the form of a template, or nothing where a character is out of place
function byTemplate(compact: string, template: string): string | undefined {
  let at = 0
  let written = ''
  for (const sign of template) {
    const place = places[sign]
    const letter = compact[at] ?? ''
    if (place && !place.test(letter)) return undefined
    written += place ? letter : sign
    if (place) at += 1
  }
  return at === compact.length ? written : undefined
}

function inFormat(value: string, country: string): string | undefined {
  for (const template of (postalFormats[country]?.formats ?? '').split('|')) {
    const separators = /[- ]/.test(template) ? /[- ]/g : / /g
    const written = byTemplate(value.replace(separators, ''), template)
    if (written !== undefined) return written
  }
  return undefined
}

// `D-20095` and `LV 1010`: the country in front of the code
function withoutPrefix(value: string, country: string): string | undefined {
  const found = /^([A-Z]{1,3})[- ]?(?=\d)(.*)$/.exec(value)
  return found && countryOf(found[1] ?? '') === country ? found[2] : undefined
}

/** A code as the country writes them, for sentences that name an example; empty where the form is not known. */
export function exampleOfPostalCode(country: string): string {
  return postalFormats[country]?.example ?? ''
}

/** A postal code in the form of its country: `1012js` → `1012 JS` (NL), `90001` → `90-001` (PL), `D-20095` → `20095` (DE). */
export function readPostalCode(raw: string, country: string | undefined): Outcome {
  const value = tidy(raw)
    .replace(/^'/, '')
    .replace(/[‐‑‒–—]/g, '-')
    .toUpperCase()
  const formats = country === undefined ? undefined : postalFormats[country]
  if (country === undefined || !formats) {
    return /^[A-Z0-9][A-Z0-9 -]{1,11}$/.test(value) ? { value } : { problem: 'postal_code_invalid' }
  }
  const bare = withoutPrefix(value, country)
  const written = inFormat(value, country) ?? (bare === undefined ? undefined : inFormat(bare, country))
  return written === undefined ? { problem: 'postal_code_invalid' } : { value: `${formats.prefix ?? ''}${written}` }
}
