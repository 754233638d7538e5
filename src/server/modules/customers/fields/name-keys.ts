import { fold } from './fold.ts'

// as they are without case and punctuation; the longer one first where one ends another
const legalForms = [
  'ughaftungsbeschranktcokg',
  'ughaftungsbeschrankt',
  'gmbhcokgaa',
  'gmbhcokg',
  'gmbhcoohg',
  'gesmbhcokg',
  'agcokg',
  'secokg',
  'ugcokg',
  'gesmbh',
  'ggmbh',
  'gmbh',
  'kgaa',
  'partgmbb',
  'partg',
  'ohg',
  'gbr',
  'ekfr',
  'ekfm',
  'cokg',
  'mbh',
  'sarl',
  'spzoo',
  'limited',
  'ltd',
  'inc',
  'llc',
  'plc',
  'sas',
  'srl',
  'spa',
  'sro',
  'doo',
  'kft',
  'aps',
  'ivs',
  'oyj',
  'kg',
  'ag',
  'ug',
  'se',
  'ek',
  'eu',
  'eg',
  'ev',
  'sa',
  'bv',
  'nv',
  'as',
  'ab',
  'oy',
] as const

/**
 * What the name of the same company may be without case, accents and punctuation, whatever its legal form: `Müller Druck`
 * and `Mueller Druck GmbH & Co. KG` meet in one of them.
 */
export function nameKeys(name: string): string[] {
  const whole = fold(name)
  const form = legalForms.find((one) => whole.endsWith(one) && whole.length > one.length + 1)
  const cores = form === undefined ? [whole] : [whole, whole.slice(0, -form.length)]
  return cores.filter((core) => core !== '').flatMap((core) => [core, ...legalForms.map((one) => core + one)])
}

/** The longest word of a name that is no legal form: the one that few others have. */
export function rarestWord(name: string): string {
  const words = name.split(/[\s.,&/()+-]+/).filter((word) => !legalForms.some((form) => form === fold(word)))
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}
