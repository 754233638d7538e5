import type { Dice } from './dice.ts'
import { foreignPlaces } from './words/foreign-places.ts'
import { germanPlaces } from './words/german-places.ts'
import { streets } from './words/streets.ts'
import type { Place } from './words/towns.ts'

const places = { ...germanPlaces, ...foreignPlaces }

/** Where a partner has its customers. */
export type Region = keyof typeof places

interface Address {
  street: string
  postal_code: string
  city: string
  state: string
  country: string
}

/** A town of the region; the first one of the list has as many companies as the next ones together. */
export function pickPlace(dice: Dice, region: Region): Place {
  const [first, ...others] = places[region]
  if (!first) throw new Error(`${region} has no towns`)
  return dice.chance(0.45) || others.length === 0 ? first : dice.pick(others)
}

/** The town of this name; the region's first one where there is none. */
export function placeNamed(region: Region, city: string): Place {
  const found = places[region].find((place) => place.city === city) ?? places[region][0]
  if (!found) throw new Error(`${region} has no towns`)
  return found
}

/** A street with a number, as the country writes it. */
export function pickStreet(dice: Dice, country: string): string {
  const number = 1 + dice.under(dice.chance(0.8) ? 60 : 240)
  const letter = dice.chance(0.12) ? dice.pick(['a', 'b', 'c']) : ''
  return `${dice.pick(streets[country] ?? [])} ${number}${letter}`
}

export function addressIn(dice: Dice, { country, city, state, postalCodes }: Place): Address {
  // no codes begin with the letters left out here
  const letters = country === 'NL' ? ` ${dice.pick(['AB', 'CD', 'EH', 'GK', 'HM', 'JT', 'LN', 'RC', 'VX', 'WD'])}` : ''
  return { street: pickStreet(dice, country), postal_code: dice.pick(postalCodes) + letters, city, state, country }
}

/** A number of that town, as `readPhone` would write it: *+49 40 33128-0*. */
export function phoneIn(dice: Dice, { country, area }: Place, extension = '0'): string {
  const number = (count: number) =>
    String(2 + dice.under(7)) + Array.from({ length: count - 1 }, () => dice.under(10)).join('')
  const pairs = (text: string) => text.replaceAll(/(\d\d)(?=\d)/g, '$1 ')
  if (country === 'CH') return `+41 ${area} ${number(3)} ${pairs(number(4))}`
  if (country === 'DK') return `+45 ${area} ${pairs(number(6))}`
  if (country === 'NL') return `+31 ${area} ${number(3)} ${area.length === 2 ? number(4) : number(3)}`
  if (country === 'PL') return `+48 ${area} ${number(3)} ${pairs(number(4))}`
  return `${country === 'AT' ? '+43' : '+49'} ${area} ${number(
    dice.weighed([
      [2, 4],
      [5, 5],
      [2, 6],
    ]),
  )}-${extension}`
}
