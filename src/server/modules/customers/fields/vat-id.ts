import { InvalidChecksum } from 'stdnum/lib/cjs/exceptions.js'
import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'
import { vatRules } from './vat-rules.ts'

const prefixes: Readonly<Record<string, string>> = { GR: 'EL', CH: 'CHE' }

function prefixOf(value: string): string {
  return value.startsWith('CHE') ? 'CHE' : value.slice(0, 2)
}

type Verdict = 'valid' | 'vat_id_invalid' | 'vat_id_check_digit'

function judge(value: string): Verdict {
  const prefix = prefixOf(value)
  const rule = vatRules[prefix]
  const number = value.slice(prefix.length)
  if (!rule?.format.test(number)) return 'vat_id_invalid'
  const checked = rule.check?.(number)
  if (!checked || checked.isValid) return 'valid'
  // only the check digit is asked for here: rules for the numbers of natural persons change, and a right one must not be refused
  return checked.error instanceof InvalidChecksum ? 'vat_id_check_digit' : 'valid'
}

function compactOf(raw: string): string {
  return tidy(raw)
    .toUpperCase()
    .replace(/[\s./-]/g, '')
    .replace(/^GR(?=\d)/, 'EL')
}

/** A VAT id in its compact form: format and check digit (CUS-2). Digits without prefix belong to the customer's country. */
export function readVatId(raw: string, country: string | undefined): Outcome {
  const compact = compactOf(raw)
  const written = judge(compact)
  if (written === 'valid') return { value: compact }
  if (country === undefined || written === 'vat_id_check_digit') return { problem: written }
  const home = `${prefixes[country] ?? country}${compact}`
  const added = judge(home)
  return added === 'valid' ? { value: home } : { problem: added }
}

/** A VAT id as the country of this one, or else of the customer, writes them: for sentences that name an example. */
export function exampleOfVatId(raw: string, country: string | undefined): string {
  const own = vatRules[prefixOf(compactOf(raw))]
  const home = country === undefined ? undefined : vatRules[prefixes[country] ?? country]
  return (own ?? home ?? vatRules['DE'])?.example ?? ''
}
