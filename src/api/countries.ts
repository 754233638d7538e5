const withoutPostalCodes: ReadonlySet<string> = new Set(
  `AE AG AO AW BB BF BI BJ BO BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GY HK JM KI KM KN KP LC ML MO MR
  MW NA NR NU PA QA RW SB SC SL SR ST SX SY TD TG TK TO TV UG VU WS YE ZW`.split(/\s+/),
)

/** States and cantons, by their own names, as they stand in an address (CUS-2). */
export const states: Partial<Record<string, readonly string[]>> = {
  DE: [
    'Baden-Württemberg',
    'Bayern',
    'Berlin',
    'Brandenburg',
    'Bremen',
    'Hamburg',
    'Hessen',
    'Mecklenburg-Vorpommern',
    'Niedersachsen',
    'Nordrhein-Westfalen',
    'Rheinland-Pfalz',
    'Saarland',
    'Sachsen',
    'Sachsen-Anhalt',
    'Schleswig-Holstein',
    'Thüringen',
  ],
  AT: [
    'Burgenland',
    'Kärnten',
    'Niederösterreich',
    'Oberösterreich',
    'Salzburg',
    'Steiermark',
    'Tirol',
    'Vorarlberg',
    'Wien',
  ],
  CH: [
    'Aargau',
    'Appenzell Ausserrhoden',
    'Appenzell Innerrhoden',
    'Basel-Landschaft',
    'Basel-Stadt',
    'Bern',
    'Freiburg',
    'Genf',
    'Glarus',
    'Graubünden',
    'Jura',
    'Luzern',
    'Neuenburg',
    'Nidwalden',
    'Obwalden',
    'Schaffhausen',
    'Schwyz',
    'Solothurn',
    'St. Gallen',
    'Tessin',
    'Thurgau',
    'Uri',
    'Waadt',
    'Wallis',
    'Zug',
    'Zürich',
  ],
}

/** Whether addresses of the country have a postal code, or no country is known yet. */
export function hasPostalCodes(country: string | null | undefined): boolean {
  return !country || !withoutPostalCodes.has(country)
}

/** Whether a required field is required there too: an address has no part that its country does not know (CUS-2). */
export function requiredIn(field: string, country: string | null | undefined): boolean {
  if (field === 'postalCode') return hasPostalCodes(country)
  return field !== 'state' || !country || states[country] !== undefined
}
