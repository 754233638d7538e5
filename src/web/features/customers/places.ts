import { states } from '../../../api/countries.ts'

/** ISO 3166-1 alpha-2, and XK for Kosovo. */
const countryCodes =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI
  CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ
  GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
  LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG
  PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK
  TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`.split(/\s+/)

/** Countries that most customers are in stand first. */
const near = ['DE', 'AT', 'CH']

/** The states of a country, and one that stands there already. */
export function statesOf(country: string | null, present: string | null): readonly string[] {
  const known = (country && states[country]) || []
  return present && !known.includes(present) ? [...known, present] : known
}

/** An example of a postal code, shown where it is typed (CUS-2). */
export const postalExamples: Partial<Record<string, string>> = {
  DE: '21465',
  AT: '1010',
  CH: '8001',
  NL: '1012 JS',
  DK: '2100',
  PL: '00-001',
  FR: '75001',
  BE: '1000',
  LU: 'L-1009',
  GB: 'SW1A 1AA',
}

/** Name of a country in a language; the code where it has none. */
export function countryName(code: string, language: string): string {
  return names(language).of(code) ?? code
}

/** All countries to choose from, the near ones first. */
export function countriesIn(language: string): { value: string; label: string }[] {
  const all = countryCodes.map((value) => ({ value, label: countryName(value, language) }))
  const rank = ({ value }: { value: string }) => (near.includes(value) ? near.indexOf(value) : near.length)
  return all.toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label, language))
}

const made = new Map<string, Intl.DisplayNames>()

function names(language: string): Intl.DisplayNames {
  const found = made.get(language) ?? new Intl.DisplayNames(language, { type: 'region' })
  made.set(language, found)
  return found
}
