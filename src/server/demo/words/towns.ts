/** A town with postal codes and its telephone area code. */
export interface Place {
  country: string
  city: string
  state: string
  area: string
  postalCodes: readonly string[]
}

/** Reads a list of towns: `city | area code | postal codes`; a line `= state` says where the following ones lie. */
export function towns(country: string, text: string): readonly Place[] {
  const found: Place[] = []
  let state = ''
  for (const line of text.trim().split('\n')) {
    const [city = '', area = '', codes = ''] = line.split('|').map((cell) => cell.trim())
    if (city.startsWith('=')) state = city.slice(1).trim()
    else found.push({ country, city, state, area, postalCodes: codes.split(' ') })
  }
  return found
}
