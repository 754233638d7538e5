import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

const extension = /\s*(?:(?:ext|app)\b\.?|extension|durchwahl|dw\b\.?|apparat|#)\s*:?\s*(\d{1,7})$/i
const dialled = /^\+?[\d\s()[\]/.-]+$/
// German and Austrian companies write the extension behind a hyphen; the reception is `-0`
const directDial = /\d\s?-\s?(\d{1,4})$/

interface Written {
  base: string
  extension: string
}

function take(raw: string): Written | undefined {
  const value = tidy(raw)
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/^'|^(?:tel|telefon|phone|fon|t)\b[.:]*\s*/i, '')
    .replace(/^\+\s+/, '+')
    .replace(/^00(?=[1-9])/, '+')
  const found = extension.exec(value)
  const base = found ? value.slice(0, found.index) : value
  const digits = base.replace(/\D/g, '').length
  return dialled.test(base) && digits >= 3 && digits <= 16 ? { base, extension: found?.[1] ?? '' } : undefined
}

function withDirectDial(international: string, base: string): string {
  const dial = directDial.exec(base)?.[1]
  if (!dial || !/^\+4[39] /.test(international)) return international
  let at = international.length
  for (let left = dial.length; left > 0; at -= 1) if (international[at - 1] !== ' ') left -= 1
  return `${international.slice(0, at).trimEnd()}-${international.slice(at).replaceAll(' ', '')}`
}

/**
 * A telephone number, international where that is certain: `+49 331 28040-0` from `0331/28040-0` of a German customer.
 * With a country code it must be possible. Without one and not valid in the customer's country (a Danish customer with a
 * German number) it is kept as written: nobody can say which country was meant.
 */
export function readPhone(raw: string, country: string | undefined): Outcome {
  const written = take(raw)
  if (!written) return { problem: 'phone_invalid' }
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(written.base, region)
  const suffix = written.extension ? ` ext. ${written.extension}` : ''
  if (written.base.startsWith('+')) {
    if (!number?.isPossible()) return { problem: 'phone_invalid' }
    return { value: withDirectDial(number.formatInternational(), written.base) + suffix }
  }
  // `040 331280/81` names two numbers
  const several = /\d\s?\/\s?\d{1,3}$/.test(written.base)
  if (!number?.isValid() || several) return { value: written.base + suffix }
  return { value: withDirectDial(number.formatInternational(), written.base) + suffix }
}
