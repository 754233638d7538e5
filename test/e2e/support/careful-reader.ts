import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** A row of the customer file, as a careful person would judge it. */
interface JudgedRow {
  name: string
  contact: string
  isValid: boolean
}

/** The file as its sender has it: Windows-1252, semicolons, line breaks in cells. */
export const customerFile = join(import.meta.dirname, '../../data/kunden-altsystem-windows1252.csv')

const countries: Record<string, string> = { deutschland: 'DE', germany: 'DE', d: 'DE', österreich: 'AT', a: 'AT' }
const more: Record<string, string> = { schweiz: 'CH', niederlande: 'NL', dänemark: 'DK', polen: 'PL' }
const postalCodes: Record<string, RegExp> = {
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  CH: /^\d{4}$/,
  DK: /^\d{4}$/,
  NL: /^\d{4} [A-Z]{2}$/,
  PL: /^\d{2}-\d{3}$/,
}

/** Reads the file apart from Kontor: what every row says, and whether it can be taken over. */
export async function readCarefully(): Promise<JudgedRow[]> {
  const text = new TextDecoder('windows-1252').decode(await readFile(customerFile))
  const records: Record<string, string>[] = parse(text, { columns: true, delimiter: ';' })
  const seen = new Set<string>()
  return records.map((record) => {
    const { Kundennr = '', Firma = '', PLZ = '', Land = '', Ansprechpartner = '' } = withoutDots(record)
    const country = Land.trim().toLowerCase()
    const code = countries[country] ?? more[country] ?? country.toUpperCase()
    const isNew = !seen.has(Kundennr)
    seen.add(Kundennr)
    const reachable = /^[^\s@]+@[^\s@]+\.example$/.test(record['E-Mail'] ?? '')
    const isValid = isNew && Firma.trim() !== '' && reachable && (postalCodes[code]?.test(PLZ) ?? false)
    return { name: Firma.trim(), contact: Ansprechpartner, isValid }
  })
}

function withoutDots(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.replace('.', ''), value]))
}
