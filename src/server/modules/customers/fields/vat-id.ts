import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

/** The part behind the country of a VAT id, by the prefix in use (EL is Greece, XI Northern Ireland). */
const formats: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CHE: /^\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LI: /^\d{5}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
}
const prefixOf: Readonly<Record<string, string>> = { GR: 'EL', CH: 'CHE' }

function valid(value: string): boolean {
  const prefix = value.startsWith('CHE') ? 'CHE' : value.slice(0, 2)
  return formats[prefix]?.test(value.slice(prefix.length)) ?? false
}

/** A VAT id in its compact form, by format only. Digits without prefix belong to the customer's country. */
export function readVatId(raw: string, country: string | undefined): Outcome {
  const compact = tidy(raw)
    .toUpperCase()
    .replace(/[\s./-]/g, '')
    .replace(/^GR(?=\d)/, 'EL')
  if (valid(compact)) return { value: compact }
  const home = country === undefined ? undefined : `${prefixOf[country] ?? country}${compact}`
  return home !== undefined && valid(home) ? { value: home } : { problem: 'vat_id_invalid' }
}
